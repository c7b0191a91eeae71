import { Button } from 'antd'
import { useState } from 'react'
import { everything } from '../api/door'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { useFilters } from '../ui/list/Filters'
import { problemText } from '../ui/problemText'
import { useToast } from '../ui/Toast'
import { csvOf } from './csv'
import { everyLog, type Line } from './everyLog'
import { factInWords } from './Facts'

/** What is chosen above the list, all of it, as a file for whoever examines it. */
export function ExportLog() {
  const { t, language } = useI18n()
  const say = useToast()
  const { query } = useFilters(everyLog.rules.query ?? {})
  const [busy, setBusy] = useState(false)
  const head = (['at', 'until', 'service', 'kind', 'result', 'count', 'account', 'role', 'subject', 'address', 'facts', 'correlation'] as const).map(
    (name) => t(`security.${name}`),
  )
  const rowOf = ({ at, until, service, what, outcome, count, account, role, subject, address, facts, correlation }: Line) => [
    at,
    until,
    t(`parked.names.${service}`),
    wordOf(t, 'security.what', what),
    wordOf(t, 'security.outcome', outcome),
    count,
    account,
    role && wordOf(t, 'role', role),
    subject,
    address,
    facts
      .map((fact) => factInWords(t, fact))
      .map(({ name, value }) => `${name}: ${value}`)
      .join('; '),
    correlation,
  ]
  async function save() {
    setBusy(true)
    try {
      const lines = await everything(everyLog, query)
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob([csvOf([head, ...lines.map(rowOf)])], { type: 'text/csv' }))
      link.download = t('security.file')
      link.click()
      URL.revokeObjectURL(link.href)
    } catch (error) {
      say(problemText(error, language, t))
    }
    setBusy(false)
  }
  return (
    <Button loading={busy} onClick={() => void save()}>
      {t('security.export')}
    </Button>
  )
}
