import { Button } from 'antd'
import { useState } from 'react'
import { parked as doors } from '../api/generated/every'
import type { StoppedPartitionView } from '../api/generated/hotline'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { Asked } from '../ui/form/Discard'
import { formatInstant } from '../ui/format'
import { problemText } from '../ui/problemText'
import { useToast } from '../ui/Toast'

interface Props {
  service: keyof typeof doors
  stopped: StoppedPartitionView
  onDone: () => Promise<unknown>
}

/** A partition that waits at a message that cannot be read: everything behind it waits too, until the message can be read again or is passed over. */
export function StoppedCard({ service, stopped, onDone }: Props) {
  const { t, language } = useI18n()
  const say = useToast()
  const [passing, setPassing] = useState(false)
  const where = `${stopped.topic} / ${stopped.partition}`
  async function passOver() {
    try {
      await doors[service].passOver({ id: stopped.id })
      say(t('parked.passed'))
    } catch (error) {
      say(problemText(error, language, t))
    }
    setPassing(false)
    await onDone()
  }
  return (
    <article className="card stack" aria-label={`${wordOf(t, 'parked.names', service)} ${where}`}>
      <div className="page-head">
        <h3>
          {wordOf(t, 'parked.names', service)} · {stopped.group}
        </h3>
        <span className="state" data-tone="todo">
          {t('parked.stopped')}
        </span>
      </div>
      <p className="quiet">
        {t('parked.place', { where, offset: stopped.offset })} · {t('parked.since')}{' '}
        <time dateTime={stopped.since}>{formatInstant(stopped.since, language)}</time>
      </p>
      <p className="words parked-error">
        {t('parked.error')}：{stopped.fault}
      </p>
      <div className="buttons">
        <Button onClick={() => setPassing(true)}>{t('parked.pass')}</Button>
      </div>
      {passing && (
        <Asked
          title={t('parked.passTitle')}
          yes={t('parked.pass')}
          no={t('form.cancel')}
          onYes={() => void passOver()}
          onNo={() => setPassing(false)}
        >
          {t('parked.passHint', { where, offset: stopped.offset })}
        </Asked>
      )}
    </article>
  )
}
