import { Button } from 'antd'
import { useState } from 'react'
import { type ImportView, imports } from '../../api/generated/information-network'
import { AreaPath } from '../../areas/AreaPath'
import { useI18n } from '../../i18n/I18n'
import { wordOf } from '../../i18n/language'
import { formatInstant } from '../../ui/format'
import { RowActions } from '../../ui/list/RowActions'
import { ImportFaults } from './ImportFaults'

const tones: Record<string, string> = { running: 'going', done: 'done' }
const counts = ['stored', 'known', 'refused'] as const

/** One table: who sent it, how far it is, and what came of its rows. */
export function ImportCard({ of: one }: { of: ImportView }) {
  const { t, language } = useI18n()
  const [open, setOpen] = useState(false)
  const { id, state, done, of, line, refused, areaPath, startedBy, startedAt } = one
  const name = one.fileName ?? t('import.unnamed')
  const percent = Math.floor((done / of) * 100)
  return (
    <article className="card stack" aria-label={name}>
      <div className="page-head">
        <h3 className="words">{name}</h3>
        <span className="state" data-tone={tones[state] ?? 'todo'}>
          {wordOf(t, 'import.state', state)}
        </span>
      </div>
      <p className="quiet">
        <AreaPath path={areaPath} short /> · {t('import.by', { name: startedBy, at: formatInstant(startedAt, language) })}
      </p>
      {state !== 'done' && (
        <div className="import-progress">
          <progress aria-label={t('import.progress', { name })} max={of} value={done} />
          <span className="figures quiet">{t('import.reached', { percent, line })}</span>
        </div>
      )}
      {state === 'failed' && <p>{t('import.failedHint')}</p>}
      <dl className="import-counts figures">
        <div>
          <dt>{t('import.lines')}</dt>
          <dd>{line}</dd>
        </div>
        {counts.map((count) => (
          <div key={count} data-wrong={count === 'refused' && refused > 0}>
            <dt>{t(`import.${count}`)}</dt>
            <dd>{one[count]}</dd>
          </div>
        ))}
      </dl>
      <div className="buttons">
        {state !== 'done' && (
          <RowActions
            door={imports.list}
            name={name}
            of={[
              state === 'running'
                ? { label: 'import.stop', act: () => imports.cancel({ id }), said: 'import.stopped' }
                : { label: 'import.resume', act: () => imports.resume({ id }), said: 'import.resumed' },
            ]}
          />
        )}
        {refused > 0 && (
          <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'import.hideFaults' : 'import.faults')}
          </Button>
        )}
      </div>
      {/* Anew once it stands still: while it runs, what was read on is not asked for page after page again. */}
      {open && <ImportFaults key={state} of={one} name={name} />}
    </article>
  )
}
