import { may } from '@yiwang/auth/capabilities'
import { Button } from 'antd'
import { Link, useNavigate } from 'react-router'
import { CorrectionsButton } from '../corrections/CorrectionsWaiting'
import { useI18n } from '../i18n/I18n'
import { MovesButton } from '../moves/MovesWaiting'
import { useAccount } from '../ui/useSession'
import { OpenClaims } from './Claims'
import { FindResidents } from './FindResidents'
import { IssueCard } from './IssueCard'
import { RecordProxy } from './RecordProxy'
import { ResidentCard } from './ResidentCard'
import { RevealResident } from './RevealResident'

export default function Residents() {
  const { t } = useI18n()
  const account = useAccount()
  const navigate = useNavigate()
  return (
    <div className="page-narrow">
      <div className="page-head">
        <h2>{t('resident.list')}</h2>
        <div className="buttons">
          {may(account, 'moves.decide') && <MovesButton />}
          {may(account, 'corrections.decide') && <CorrectionsButton />}
          {may(account, 'residents.import') && <Button onClick={() => void navigate('/residents/imports')}>{t('import.list')}</Button>}
          {may(account, 'residents.erase') && <Button onClick={() => void navigate('/residents/erasures')}>{t('erasure.list')}</Button>}
          <Button onClick={() => void navigate('/residents/new')}>{t('resident.register')}</Button>
        </div>
      </div>
      {may(account, 'claims.check') && <OpenClaims />}
      <FindResidents>
        {(resident) => (
          <ResidentCard resident={resident}>
            <RevealResident of={resident} />
            {may(account, 'resident-cards.issue') && <IssueCard resident={resident} />}
            {may(account, 'family-proxies.record') && <RecordProxy resident={resident} />}
            {may(account, 'claims.check') && (
              <Link to={`/residents/${resident.id}`}>{t(may(account, 'timeline.read') ? 'resident.timeline' : 'claim.list')}</Link>
            )}
          </ResidentCard>
        )}
      </FindResidents>
    </div>
  )
}
