import { Button } from 'antd'
import { useNavigate } from 'react-router'
import { network } from '../api/network'
import { useI18n } from '../i18n/I18n'
import { Reveal } from '../ui/Reveal'
import { FindResidents } from '../ui/resident/FindResidents'
import { MovesButton } from '../ui/resident/MovesWaiting'
import { ResidentCard } from '../ui/resident/ResidentCard'

export function Residents() {
  const { t } = useI18n()
  const navigate = useNavigate()
  return (
    <>
      <div className="page-head">
        <h2>{t('worker.residents')}</h2>
        <div className="buttons">
          <MovesButton to="/worker/residents/moves" />
          <Button onClick={() => void navigate('/worker/residents/new')}>{t('resident.register')}</Button>
        </div>
      </div>
      <FindResidents>
        {(resident) => (
          <ResidentCard resident={resident}>
            <Reveal within={resident.areaPath} ask={(purpose) => network.reveal(resident.id, purpose)} />
          </ResidentCard>
        )}
      </FindResidents>
    </>
  )
}
