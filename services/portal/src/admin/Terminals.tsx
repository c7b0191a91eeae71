import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { admin } from '../api/admin'
import type { Terminal } from '../api/shapes'
import { useI18n } from '../i18n/I18n'
import { AreaName } from '../ui/AreaName'
import { DataTable } from '../ui/DataTable'
import { Empty } from '../ui/Empty'
import { Loaded } from '../ui/Loaded'
import { problemText } from '../ui/problemText'
import { useToast } from '../ui/Toast'
import { usePages } from '../ui/usePages'
import { AddTerminal } from './AddTerminal'
import { Secret } from './Secret'

/** The kiosks' devices: a lost one is disabled, a forgotten password is made anew. */
export function Terminals() {
  const { t, language } = useI18n()
  const queries = useQueryClient()
  const say = useToast()
  const [renewed, setRenewed] = useState<Terminal>()
  const query = usePages(['terminals'], admin.terminals)
  async function run(work: () => Promise<unknown>) {
    try {
      await work()
      await queries.invalidateQueries({ queryKey: ['terminals'] })
    } catch (error) {
      say(problemText(error, language, t))
    }
  }
  const actions = (terminal: Terminal) => (
    <span className="buttons">
      <Button
        size="small"
        aria-label={t(terminal.disabled ? 'admin.enableNamed' : 'admin.disableNamed', { name: terminal.name })}
        onClick={() => void run(() => admin.changeTerminal(terminal.id, { disabled: !terminal.disabled }))}
      >
        {t(terminal.disabled ? 'admin.enable' : 'admin.disable')}
      </Button>
      <Button
        size="small"
        aria-label={t('admin.renewNamed', { name: terminal.name })}
        onClick={() => void run(async () => setRenewed(await admin.renewSecret(terminal.id)))}
      >
        {t('admin.renew')}
      </Button>
      <Button
        size="small"
        aria-label={t(terminal.hasPin ? 'admin.renewPinNamed' : 'admin.makePinNamed', { name: terminal.name })}
        onClick={() => void run(async () => setRenewed(await admin.renewPin(terminal.id)))}
      >
        {t(terminal.hasPin ? 'admin.renewPin' : 'admin.makePin')}
      </Button>
    </span>
  )
  return (
    <>
      <div className="page-head">
        <h2>{t('admin.terminals')}</h2>
      </div>
      <div className="split">
        <Loaded query={query}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty title={t('admin.noTerminals')} />
            ) : (
              <DataTable
                label={t('admin.terminals')}
                rows={rows}
                rowKey={(terminal) => terminal.id}
                columns={[
                  { name: 'name', label: t('admin.name'), cell: (terminal) => <strong>{terminal.name}</strong> },
                  { name: 'account', label: t('admin.account'), cell: (terminal) => terminal.account },
                  { name: 'area', label: t('admin.area'), cell: (terminal) => <AreaName code={terminal.areaCode} /> },
                  { name: 'status', label: t('admin.status'), cell: (terminal) => t(terminal.disabled ? 'admin.disabled' : 'admin.active') },
                  { name: 'change', label: <span className="unseen">{t('ticket.actions')}</span>, cell: actions },
                ]}
              />
            )
          }
        </Loaded>
        <AddTerminal />
      </div>
      {renewed && <Secret of={renewed} onClose={() => setRenewed(undefined)} />}
    </>
  )
}
