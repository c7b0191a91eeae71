import { useQuery } from '@tanstack/react-query'
import { accounts } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { formatDay } from '../ui/format'
import { RowActions } from '../ui/list/RowActions'

/** Accounts that nobody used for long: above the list until they are disabled, or somebody comes. */
export function Sleeping() {
  const { t, language } = useI18n()
  const { data } = useQuery({ queryKey: [accounts.sleeping.path, 'all'], queryFn: () => accounts.sleeping({ limit: 200 }) })
  const items = data?.items ?? []
  if (items.length === 0) return null
  const disable = () => accounts.disableSleeping({ body: { accounts: items.map(({ id }) => id) } })
  return (
    <section className="card stack" aria-label={t('admin.sleeping')}>
      <h2>{t('admin.sleeping')}</h2>
      <p className="quiet">{t('admin.sleepingHint')}</p>
      <ul>
        {items.map(({ id, name, account, usedAt }) => (
          <li key={id}>
            {name} <span className="quiet">{account}</span> {usedAt && t('admin.usedAt', { day: formatDay(usedAt, language) })}
          </li>
        ))}
      </ul>
      <RowActions door={accounts.list} name={t('admin.sleeping')} of={[{ label: 'admin.disableAll', act: disable, said: 'admin.saved' }]} />
    </section>
  )
}
