import { Button } from 'antd'
import { useState } from 'react'
import { parked as doors } from '../api/generated/every'
import type { ParkedView } from '../api/generated/hotline'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { Asked } from '../ui/form/Discard'
import { formatInstant } from '../ui/format'
import { problemText } from '../ui/problemText'
import { useToast } from '../ui/Toast'

interface Props {
  service: keyof typeof doors
  parked: ParkedView
  onDone: () => Promise<unknown>
}

export function ParkedCard({ service, parked, onDone }: Props) {
  const { t, language } = useI18n()
  const say = useToast()
  const [dropping, setDropping] = useState<ParkedView['events'][number]>()
  async function run(work: () => Promise<unknown>, done: string) {
    try {
      await work()
      say(done)
    } catch (error) {
      say(problemText(error, language, t))
    }
    setDropping(undefined)
    await onDone()
  }
  return (
    <article className="card stack" aria-label={`${wordOf(t, 'parked.names', service)} ${parked.handler}`}>
      <div className="page-head">
        <h3>
          {wordOf(t, 'parked.names', service)} · {parked.handler}
        </h3>
        <span className="state" data-tone={parked.state === 'parked' ? 'todo' : 'going'}>
          {wordOf(t, 'parked.state', parked.state)}
        </span>
      </div>
      <p className="quiet">
        {t('parked.aggregate')} {parked.aggregate} · {t('parked.attempts', { count: parked.attempts })}
      </p>
      {parked.error && (
        <p className="words parked-error">
          {t('parked.error')}：{parked.error}
        </p>
      )}
      <ol className="parked-events" aria-label={t('parked.events')}>
        {parked.events.map((event) => (
          <li key={event.id}>
            <span className="figures quiet">{event.sequence}</span>
            <span>{event.type}</span>
            <time className="quiet" dateTime={event.time}>
              {formatInstant(event.time, language)}
            </time>
            <Button size="small" aria-label={`${t('parked.drop')} ${event.type} ${event.sequence}`} onClick={() => setDropping(event)}>
              {t('parked.drop')}
            </Button>
          </li>
        ))}
      </ol>
      {parked.more && <p className="quiet">{t('parked.more')}</p>}
      <div className="buttons">
        <Button type="primary" onClick={() => void run(() => doors[service].replay({ id: parked.id }), t('parked.replayed'))}>
          {t('parked.replay')}
        </Button>
      </div>
      {dropping && (
        <Asked
          title={t('parked.dropTitle')}
          yes={t('parked.drop')}
          no={t('form.cancel')}
          onYes={() => void run(() => doors[service].drop({ id: parked.id, eventId: dropping.id }), t('parked.dropped'))}
          onNo={() => setDropping(undefined)}
        >
          {t('parked.dropHint', { type: dropping.type })}
        </Asked>
      )}
    </article>
  )
}
