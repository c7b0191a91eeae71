import { Button } from 'antd'
import { Link, useNavigate } from 'react-router'
import { useI18n } from '../i18n/I18n'
import { FindResidents } from '../ui/resident/FindResidents'
import { MovesButton } from '../ui/resident/MovesWaiting'
import { ResidentCard } from '../ui/resident/ResidentCard'

export function Residents() {
  const { t } = useI18n()
  const navigate = useNavigate()
  return (
    <div className="admin-narrow">
      <div className="page-head">
        <h2>{t('admin.residents')}</h2>
        <div className="buttons">
          <MovesButton to="/admin/residents/moves" />
          <Button onClick={() => void navigate('/admin/residents/new')}>{t('resident.register')}</Button>
        </div>
      </div>
      <FindResidents>
        {(resident) => (
          <ResidentCard resident={resident}>
            <Link to={`/admin/residents/${resident.id}`}>{t('resident.timeline')}</Link>
          </ResidentCard>
        )}
      </FindResidents>
    </div>
  )
}
