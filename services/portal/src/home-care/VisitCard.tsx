import { Button } from 'antd'
import { Suspense, useState } from 'react'
import { type VisitView, visits } from '../api/generated/home-care'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { focusOn } from '../ui/focus'
import { Asked } from '../ui/form/Discard'
import { formatInstant, formatTime, isAhead } from '../ui/format'
import { useRenew } from '../ui/list/usePages'
import { part } from '../ui/part'
import { problemText } from '../ui/problemText'
import { Reveal } from '../ui/Reveal'
import { TicketState } from '../ui/TicketState'
import { useToast } from '../ui/Toast'
import { CannotBeDone } from './CannotBeDone'
import type { VisitFormProps } from './CompleteVisit'

// A list is looked at on a thin line before anything is written: the form is fetched behind it, by Visits.tsx.
export const formOfReport = () => import('./CompleteVisit')
const CompleteVisit = part<VisitFormProps>(formOfReport)

const names = ['start', 'complete', 'cannot-be-done'] as const
type VisitAction = (typeof names)[number]

/** `next`: the one whose next step is the filled button. */
export function VisitCard({ visit, next }: { visit: VisitView; next: boolean }) {
  const { t, language } = useI18n()
  const renew = useRenew()
  const say = useToast()
  const [open, setOpen] = useState<VisitAction>()
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)

  function done() {
    setOpen(undefined)
    void renew(visits.list).then(() => focusOn('[data-next=true] .visit-actions button'))
    say(t('visit.saved'))
  }
  async function press(action: VisitAction) {
    if (action !== 'start') return setOpen(action)
    if (isAhead(visit.plannedAt, new Date())) return setAsking(true)
    await start()
  }
  async function start() {
    setAsking(false)
    setBusy(true)
    setFailure(undefined)
    await visits.start({ id: visit.id }).then(done, (error) => setFailure(problemText(error, language, t)))
    setBusy(false)
  }

  const actions = names.filter((action) => visit.allowedActions.includes(action))
  const cancel = () => {
    setOpen(undefined)
    focusOn(`[data-visit="${visit.id}"] .visit-actions button`)
  }
  return (
    <article className="card visit" aria-label={`${visit.need} ${visit.person.name ?? ''}`} data-next={next} data-visit={visit.id}>
      <p className="visit-head">
        <time dateTime={visit.plannedAt}>{formatInstant(visit.plannedAt, language)}</time>
        <TicketState state={visit.state} of="visit" />
      </p>
      <h3>{visit.need}</h3>
      <p>
        <strong>{visit.person.name}</strong> <span className="figures">{visit.person.phone}</span> {visit.person.address}
      </p>
      {visit.note && <p className="words quiet">{visit.note}</p>}
      {visit.startedAt && (
        <p className="quiet figures">
          {t('visit.started')} {formatTime(visit.startedAt)}
          {visit.endedAt && ` · ${t('visit.ended')} ${formatTime(visit.endedAt)}`}
        </p>
      )}
      {(visit.report ?? visit.reason) && <p className="words visit-outcome">{visit.report ?? visit.reason}</p>}
      {visit.allowedActions.includes('reveal') && (
        <Reveal label={t('visit.address')} within={visit.areaPath} ask={(why) => visits.reveal({ id: visit.id, body: why })} />
      )}
      {failure && (
        <p className="field-error" role="alert">
          {failure}
        </p>
      )}
      {open === 'complete' && (
        <Suspense fallback={null}>
          <CompleteVisit visit={visit} done={done} cancel={cancel} />
        </Suspense>
      )}
      {open === 'cannot-be-done' && <CannotBeDone visit={visit} done={done} cancel={cancel} />}
      {!open && actions.length > 0 && (
        <div className="visit-actions">
          {actions.map((action, index) => (
            <Button
              key={action}
              size="large"
              type={next && index === 0 ? 'primary' : 'default'}
              loading={busy && index === 0}
              onClick={() => void press(action)}
            >
              {wordOf(t, 'visit', action)}
            </Button>
          ))}
        </div>
      )}
      {asking && (
        <Asked
          title={t('visit.ahead', { at: formatInstant(visit.plannedAt, language) })}
          yes={t('visit.aheadYes')}
          no={t('visit.aheadNo')}
          onYes={() => void start()}
          onNo={() => setAsking(false)}
        />
      )}
    </article>
  )
}
