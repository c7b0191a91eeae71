import { useState } from 'react'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { ListPage } from '../ui/list/ListPage'
import { Alarms } from './Alarms'
import { ExportLog } from './ExportLog'
import { aLook, type Line } from './everyLog'
import { Facts } from './Facts'
import { serviceOf } from './line'
import './security.css'

/** Who did what, in all services together, the newest first. */
export default function SecurityPage() {
  const { t } = useI18n()
  const [everyLog] = useState(aLook)
  return (
    <>
      <Alarms />
      <ListPage
        title="security.list"
        door={everyLog}
        filters={{ what: 'security.kind', outcome: 'security.result', account: 'security.account', from: 'security.from', to: 'security.to' }}
        none="security.none"
        noneHint="security.noneHint"
        head={<ExportLog of={everyLog} />}
        columns={[
          { name: 'at', label: 'security.at', as: 'time' },
          { name: 'service', label: 'parked.service', cell: (line) => serviceOf(t, line) },
          { name: 'what', label: 'security.kind', words: 'security.what' },
          { name: 'outcome', label: 'security.result', cell: (line) => <Outcome of={line} /> },
          {
            name: 'role',
            label: 'security.by',
            cell: ({ account, role }) => account && <By account={account} role={role && wordOf(t, 'role', role)} />,
          },
          { name: 'subject', label: 'security.subject', as: 'figures' },
          { name: 'address', label: 'security.address', as: 'figures' },
          { name: 'facts', label: 'security.facts', cell: ({ facts }) => <Facts of={facts} /> },
        ]}
      />
    </>
  )
}

function Outcome({ of: { outcome, count } }: { of: Line }) {
  const { t } = useI18n()
  return (
    <span className="state" data-tone={outcome === 'done' ? 'done' : 'todo'}>
      {wordOf(t, 'security.outcome', outcome)}
      {count > 1 && ` ${t('security.times', { count })}`}
    </span>
  )
}

function By({ account, role }: { account: string; role?: string }) {
  return (
    <>
      {role} <span className="figures quiet security-id">{account}</span>
    </>
  )
}
