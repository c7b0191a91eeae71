import { useQuery } from '@tanstack/react-query'
import { may } from '@yiwang/auth/capabilities'
import { Button } from 'antd'
import { Link, useNavigate } from 'react-router'
import { corrections } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { useAccount } from '../ui/useSession'

const address = '/residents/corrections'

/** What waits for a worker here; a page of it is more than anybody leaves lying. */
function useCorrectionsWaiting(): number {
  const account = useAccount()
  const { unitId, areaCode } = account
  // A department's people keep no entries.
  const enabled = may(account, 'corrections.decide') && (unitId === undefined || unitId === areaCode)
  const { data } = useQuery({ queryKey: [corrections.list.path, 'waiting'], queryFn: () => corrections.list({}), refetchInterval: 60_000, enabled })
  return data?.items.length ?? 0
}

/** Where the day begins: a resident waits for an answer. */
export function CorrectionsWaiting() {
  const { t } = useI18n()
  const count = useCorrectionsWaiting()
  if (count === 0) return null
  return (
    <Link to={address} className="waiting-link">
      {t('correction.waiting', { count })}
    </Link>
  )
}

export function CorrectionsButton() {
  const { t } = useI18n()
  const navigate = useNavigate()
  const count = useCorrectionsWaiting()
  return (
    <Button onClick={() => void navigate(address)}>
      {t('correction.list')}
      {count > 0 && <strong className="figures">{count}</strong>}
    </Button>
  )
}
