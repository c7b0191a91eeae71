import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { type HoldView, holds } from '../api/generated/information-network'
import { AreaName } from '../areas/AreaName'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { DoorForm } from '../ui/form/DoorForm'
import { formatInstant } from '../ui/format'
import { ListPage } from '../ui/list/ListPage'
import { holdFields } from './PutHold'

/** What is held, why, by which letter and until when; a kind of a whole area is held here, a resident or a ticket where they stand. */
export default function Holds() {
  return (
    <ListPage
      title="hold.list"
      door={holds.list}
      filters={{ areaCode: 'request.area' }}
      none="hold.none"
      noneHint="hold.noneHint"
      card={(hold) => <Hold of={hold} />}
      aside={<PutKind />}
    />
  )
}

function PutKind() {
  const fields = { kind: { label: 'hold.kind', words: 'retention.kinds', required: true }, areaCode: 'hold.area', ...holdFields } as const
  return <DoorForm title="hold.putKind" lead="hold.putKindHint" door={holds.put} fields={fields} said="hold.isPut" />
}

function Hold({ of: hold }: { of: HoldView }) {
  const { t, language } = useI18n()
  const { residentId, ticketId, kind, ground, documentNumber, until, note, putBy, putAt, liftedBy, liftedAt, reason } = hold
  const title = kind ? t('hold.allOf', { kind: wordOf(t, 'retention.kinds', kind) }) : t(residentId ? 'hold.resident' : 'hold.ticket')
  return (
    <article className="card resident" aria-label={`${title} ${documentNumber}`}>
      <p className="resident-head">
        <strong>
          {residentId && <Link to={`/residents/${residentId}`}>{title}</Link>}
          {ticketId && <Link to={`/tickets/${ticketId}`}>{title}</Link>}
          {kind && title}
        </strong>
        <span className="tags">
          <span className="badge">{t(hold.inForce ? 'hold.inForce' : liftedAt ? 'hold.lifted' : 'hold.over')}</span>
        </span>
      </p>
      <p>
        {wordOf(t, 'hold.grounds', ground)} · {documentNumber} · <AreaName code={hold.areaCode} />
      </p>
      <p>{t('hold.to', { until })}</p>
      {note && <p className="words">{note}</p>}
      <p className="quiet">{t('hold.by', { name: putBy, at: formatInstant(putAt, language) })}</p>
      {liftedBy && liftedAt && <p className="quiet">{t('hold.liftedBy', { name: liftedBy, at: formatInstant(liftedAt, language) })}</p>}
      {reason && <p className="words">{reason}</p>}
      {hold.allowedActions.includes('lift') && <Lift of={hold} />}
    </article>
  )
}

function Lift({ of: { id, version } }: { of: HoldView }) {
  const { t } = useI18n()
  const [lifting, setLifting] = useState(false)
  if (!lifting)
    return (
      <div className="buttons">
        <Button size="small" onClick={() => setLifting(true)}>
          {t('hold.lift')}
        </Button>
      </div>
    )
  const close = () => setLifting(false)
  return (
    <DoorForm
      plain
      title="hold.lift"
      lead="hold.liftHint"
      door={holds.lift}
      given={{ id, version }}
      draft={false}
      fields={{ reason: { label: 'hold.reason', rows: 3, focus: true } }}
      said="hold.isLifted"
      done={close}
      cancel={close}
    />
  )
}
