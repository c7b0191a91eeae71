import { useQuery } from '@tanstack/react-query'
import { may } from '@yiwang/auth/capabilities'
import { accounts } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { useAccount } from '../ui/useSession'
import { OneAssignment } from './Assignments'

/** Accounts with an assignment that this admin is to confirm; the first page of them, which is more than anybody leaves lying. */
function useUnconfirmed() {
  const { data } = useQuery({
    queryKey: [accounts.unconfirmed.path, 'mine'],
    queryFn: () => accounts.unconfirmed({}),
    refetchInterval: 60_000,
    enabled: may(useAccount(), 'accounts.manage'),
  })
  return data?.items.filter(({ assignments }) => assignments.some(({ allowedActions }) => allowedActions.includes('confirm'))) ?? []
}

export const useUnconfirmedCount = (): number => useUnconfirmed().length

/** What another admin gave, and what was given while there was nobody to ask: above the list, until somebody has looked. */
export function Unconfirmed() {
  const { t } = useI18n()
  const waiting = useUnconfirmed()
  if (waiting.length === 0) return null
  return (
    <section className="card stack" aria-label={t('admin.toConfirm')}>
      <h2>{t('admin.toConfirm')}</h2>
      <p className="quiet">
        {t('admin.toConfirmHint')} {t('admin.oneWord')}
      </p>
      {waiting.map((account) => (
        <article key={account.id} aria-label={account.name}>
          <h3>
            {account.name} <span className="quiet">{account.account}</span>
          </h3>
          {account.assignments.flatMap((one) => (one.unconfirmed ? [<OneAssignment key={one.id} account={account} of={one} />] : []))}
        </article>
      ))}
    </section>
  )
}
