import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link, useNavigate } from 'react-router'
import { moves } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { useAccount } from '../ui/useSession'
import './moves.css'

const address = '/residents/moves'

/** Requests that wait for this community's word; the newest page of them, which is more than anybody leaves lying. */
function useMovesWaiting(): number {
  const { unitId, areaCode } = useAccount()
  // A department's people register nobody, and are asked for nothing.
  const enabled = unitId === undefined || unitId === areaCode
  const { data } = useQuery({ queryKey: [moves.list.path, 'waiting'], queryFn: () => moves.list({ side: 'held' }), refetchInterval: 60_000, enabled })
  return data?.items.filter(({ allowedActions }) => allowedActions.length > 0).length ?? 0
}

/** Where the day begins: somebody in another community waits for this one, and hears nothing until it answers. */
export function MovesWaiting() {
  const { t } = useI18n()
  const count = useMovesWaiting()
  if (count === 0) return null
  return (
    <Link to={address} className="waiting-link">
      {t('move.waiting', { count })}
    </Link>
  )
}

export function MovesButton() {
  const { t } = useI18n()
  const navigate = useNavigate()
  const count = useMovesWaiting()
  return (
    <Button onClick={() => void navigate(address)}>
      {t('move.list')}
      {count > 0 && <strong className="figures">{count}</strong>}
    </Button>
  )
}
