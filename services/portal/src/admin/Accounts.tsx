import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { admin } from '../api/admin'
import type { StaffAccount } from '../api/shapes'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { AreaName } from '../ui/AreaName'
import { DataTable } from '../ui/DataTable'
import { formatTime } from '../ui/format'
import { Loaded } from '../ui/Loaded'
import { problemText } from '../ui/problemText'
import { useToast } from '../ui/Toast'
import { useNow } from '../ui/useNow'
import { usePages } from '../ui/usePages'
import { useAccount } from '../ui/useSession'
import { AddAccount } from './AddAccount'
import { Terminals } from './Terminals'

export function Accounts() {
  const { t, language } = useI18n()
  const me = useAccount()
  const queries = useQueryClient()
  const say = useToast()
  const now = useNow()
  const staff = usePages(['accounts'], admin.accounts)
  const toggle = async (account: StaffAccount) => {
    try {
      await admin.changeAccount(account.id, { disabled: !account.disabled })
      await queries.invalidateQueries({ queryKey: ['accounts'] })
      say(t('admin.saved'))
    } catch (error) {
      say(problemText(error, language, t))
    }
  }
  return (
    <>
      <div className="page-head">
        <h2>{t('admin.staff')}</h2>
      </div>
      <div className="split">
        <Loaded query={staff}>
          {(rows) => (
            <DataTable
              label={t('admin.staff')}
              rows={rows}
              rowKey={(account) => account.id}
              columns={[
                { name: 'name', label: t('admin.name'), cell: (account) => <strong>{account.name}</strong> },
                { name: 'account', label: t('admin.account'), cell: (account) => account.account },
                { name: 'role', label: t('admin.role'), cell: (account) => wordOf(t, 'role', account.role) },
                { name: 'area', label: t('admin.area'), cell: (account) => <AreaName code={account.areaCode} /> },
                {
                  name: 'status',
                  label: t('admin.status'),
                  cell: (account) =>
                    account.lockedUntil && Date.parse(account.lockedUntil) > now
                      ? t('admin.locked', { until: formatTime(account.lockedUntil) })
                      : t(account.disabled ? 'admin.disabled' : 'admin.active'),
                },
                {
                  name: 'change',
                  label: <span className="unseen">{t('ticket.actions')}</span>,
                  cell: (account) =>
                    account.id !== me.id && (
                      <Button
                        size="small"
                        aria-label={t(account.disabled ? 'admin.enableNamed' : 'admin.disableNamed', { name: account.name })}
                        onClick={() => void toggle(account)}
                      >
                        {t(account.disabled ? 'admin.enable' : 'admin.disable')}
                      </Button>
                    ),
                },
              ]}
            />
          )}
        </Loaded>
        <AddAccount />
      </div>
      <Terminals />
    </>
  )
}
