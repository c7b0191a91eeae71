import { Button } from 'antd'
import { useState } from 'react'
import { type OrderedLookView, orderedLooks } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { DoorForm } from '../ui/form/DoorForm'
import { formatInstant } from '../ui/format'
import { LookedAt } from './LookedAt'

/** A look under an order: by whose, what was seen, and what the two who review it said. */
export function OrderedLookCard({ of: look }: { of: OrderedLookView }) {
  const { t, language } = useI18n()
  const [reviewing, setReviewing] = useState(false)
  const name = `${formatInstant(look.at, language)} ${look.account}`
  return (
    <article className="card stack" aria-label={name}>
      <LookedAt look={look} />
      <p className="quiet">{t('looks.people', { count: look.people })}</p>
      <ul>
        {look.reviews.map(({ by, at, verdict, note }) => (
          <li key={by + at} className="words">
            <strong>{wordOf(t, 'looks.verdict', verdict)}</strong> {note}{' '}
            <span className="quiet">
              {by} {formatInstant(at, language)}
            </span>
          </li>
        ))}
      </ul>
      {look.state === 'open' && !look.allowedActions.includes('review') && <p className="quiet">{t('looks.another')}</p>}
      {look.allowedActions.includes('review') &&
        (reviewing ? (
          <DoorForm
            title="looks.reviewIt"
            plain
            draft={false}
            door={orderedLooks.review}
            given={{ id: look.id, version: look.version }}
            fields={{
              verdict: { label: 'looks.says', words: 'looks.verdict', focus: true },
              note: { label: 'looks.reviewNote', hint: 'looks.reviewHint', rows: 3 },
            }}
            said="looks.reviewed"
            cancel={() => setReviewing(false)}
          />
        ) : (
          <div className="buttons">
            <Button aria-label={`${t('looks.reviewIt')} ${name}`} onClick={() => setReviewing(true)}>
              {t('looks.reviewIt')}
            </Button>
          </div>
        ))}
    </article>
  )
}
