import { useState } from 'react'
import { type AccountView, accounts } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { formatTime } from '../ui/format'
import { ListPage } from '../ui/list/ListPage'
import type { RowAction } from '../ui/list/RowActions'
import { useNow } from '../ui/useNow'
import { useAccount } from '../ui/useSession'
import { AddAccount } from './AddAccount'
import { Assignments } from './Assignments'
import { ResetPassword } from './ResetPassword'
import { Sleeping } from './Sleeping'
import { StaffAlarms } from './StaffAlarms'
import { Terminals } from './Terminals'
import { Unconfirmed } from './Unconfirmed'

export default function Accounts() {
  return (
    <>
      <StaffAlarms />
      <Unconfirmed />
      <Sleeping />
      <Staff />
      <Terminals />
    </>
  )
}

function Staff() {
  const { t } = useI18n()
  const me = useAccount()
  const now = useNow()
  const [resetting, setResetting] = useState<AccountView>()
  return (
    <>
      <ListPage
        title="admin.staff"
        door={accounts.list}
        none="admin.noStaff"
        nameOf={({ name }) => name}
        columns={[
          { name: 'name', label: 'admin.name', as: 'strong', opens: true },
          { name: 'account', label: 'admin.account' },
          {
            name: 'role',
            label: 'admin.role',
            cell: ({ assignments }) => [...new Set(shownOf(assignments).map(({ role }) => wordOf(t, 'role', role)))].join(t('admin.and')),
          },
          { name: 'areaCode', label: 'admin.area', as: 'area' },
          {
            name: 'status',
            label: 'admin.status',
            cell: ({ lockedUntil, disabled, assignments }) =>
              lockedUntil && Date.parse(lockedUntil) > now
                ? t('admin.locked', { until: formatTime(lockedUntil) })
                : t(
                    disabled
                      ? 'admin.disabled'
                      : assignments.every(({ unconfirmed }) => unconfirmed === 'waiting')
                        ? 'admin.waiting'
                        : assignments.some(({ isOn }) => isOn)
                          ? 'admin.active'
                          : 'admin.notToday',
                  ),
          },
        ]}
        actions={(row) => {
          const { id, disabled } = row
          return id === me.id
            ? []
            : [
                {
                  label: disabled ? 'admin.enable' : 'admin.disable',
                  act: () => accounts.change({ id, body: { disabled: !disabled } }),
                  said: 'admin.saved',
                },
                { label: 'admin.renew', act: async () => setResetting(row) },
                ...resetActions(row, me.id),
              ]
        }}
        panel={([open]) => (open ? <Assignments key={open.id} of={open} /> : <AddAccount />)}
      />
      {resetting && <ResetPassword of={resetting} onClose={() => setResetting(undefined)} />}
    </>
  )
}

/** Those in force today; where none is, all of them. */
function shownOf(assignments: AccountView['assignments']): AccountView['assignments'] {
  const today = assignments.filter(({ isOn }) => isOn)
  return today.length ? today : assignments
}

/** One asks, another confirms. */
function resetActions({ id, hasSecondFactor, resetAskedBy }: AccountView, me: string): RowAction[] {
  if (!hasSecondFactor || resetAskedBy === me) return []
  return resetAskedBy
    ? [{ label: 'admin.confirmReset', act: () => accounts.confirmReset({ id }), said: 'admin.saved' }]
    : [{ label: 'admin.askReset', act: () => accounts.askReset({ id }), said: 'admin.resetAsked' }]
}
