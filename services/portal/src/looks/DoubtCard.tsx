import { Button } from 'antd'
import { useState } from 'react'
import { type DoubtView, lookDoubts } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { DoorForm } from '../ui/form/DoorForm'
import { formatInstant } from '../ui/format'
import { LookedAt } from './LookedAt'

/** What a resident asks of a look at them. The resident is a number here: an auditor needs no more. */
export function DoubtCard({ of: doubt }: { of: DoubtView }) {
  const { t, language } = useI18n()
  const [answering, setAnswering] = useState(false)
  const asked = t('looks.asked', { at: formatInstant(doubt.askedAt, language) })
  return (
    <article className="card stack" aria-label={asked}>
      <p>
        <strong>{asked}</strong> <span className="figures quiet">{doubt.residentId}</span>
      </p>
      {doubt.words && <p className="words">{doubt.words}</p>}
      {doubt.look ? <LookedAt look={doubt.look} purpose={doubt.look.purpose} /> : <p className="quiet">{t('looks.noLook')}</p>}
      {doubt.answer && (
        <p className="words">
          <strong>{doubt.finding && wordOf(t, 'looks.finding', doubt.finding)}</strong> {doubt.answer}{' '}
          <span className="quiet">{doubt.answeredBy}</span>
        </p>
      )}
      {doubt.allowedActions.includes('answer') &&
        (answering ? (
          <DoorForm
            title="looks.answer"
            plain
            draft={false}
            door={lookDoubts.answer}
            given={{ id: doubt.id, version: doubt.version }}
            fields={{
              finding: { label: 'looks.found', words: 'looks.finding', focus: true },
              answer: { label: 'looks.answerWords', hint: 'looks.answerHint', rows: 3 },
            }}
            said="looks.answered"
            cancel={() => setAnswering(false)}
          />
        ) : (
          <div className="buttons">
            <Button aria-label={`${t('looks.answer')} ${asked}`} onClick={() => setAnswering(true)}>
              {t('looks.answer')}
            </Button>
          </div>
        ))}
    </article>
  )
}
