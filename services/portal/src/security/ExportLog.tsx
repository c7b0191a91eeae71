import { Button } from 'antd'
import { useState } from 'react'
import { eachPage } from '../api/door'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { awayInWords } from '../ui/Away'
import { cityTime } from '../ui/format'
import { useFilters } from '../ui/list/Filters'
import { problemText } from '../ui/problemText'
import { saveFile } from '../ui/saveFile'
import { useToast } from '../ui/Toast'
import { BYTE_ORDER_MARK, csvOf } from './csv'
import type { EveryLog, Line } from './everyLog'
import { factInWords, factsShown } from './Facts'
import { serviceOf } from './line'

/** What is chosen above the list, all of it, as a file for whoever examines it. It is put together page by page: half a year may be some millions of lines. */
export function ExportLog({ of: everyLog }: { of: EveryLog }) {
  const { t, language } = useI18n()
  const say = useToast()
  const { query } = useFilters(everyLog.rules.query ?? {})
  const [busy, setBusy] = useState(false)
  const head = (['at', 'until', 'service', 'kind', 'result', 'count', 'account', 'role', 'subject', 'address', 'facts', 'correlation'] as const).map(
    (name) => t(`security.${name}`),
  )
  const rowOf = (line: Line) => [
    cityTime(line.at),
    line.until && cityTime(line.until),
    serviceOf(t, line),
    wordOf(t, 'security.what', line.what),
    wordOf(t, 'security.outcome', line.outcome),
    line.count,
    line.account,
    line.role && wordOf(t, 'role', line.role),
    line.subject,
    line.address,
    factsShown(line.facts)
      .map((fact) => factInWords(t, fact))
      .map(({ name, value }) => `${name}: ${value}`)
      .join('; '),
    line.correlation,
  ]
  async function save() {
    setBusy(true)
    try {
      const away = new Set<string>()
      // A browser keeps a part of a file where it likes: not every line of it is in memory at once.
      const parts = [new Blob([BYTE_ORDER_MARK, csvOf([head])])]
      for await (const page of eachPage(everyLog, query)) {
        parts.push(new Blob([csvOf(page.items.map(rowOf))]))
        for (const service of page.away ?? []) away.add(service)
      }
      const missing = away.size > 0 && awayInWords(t, [...away], 'security.list')
      if (missing) parts.push(new Blob([csvOf([[missing]])]))
      saveFile(parts, t('security.file'))
      if (missing) say(missing)
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
