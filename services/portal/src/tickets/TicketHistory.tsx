import type { EntryView } from '../api/generated/hotline'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { formatInstant } from '../ui/format'

/** Newest first: who did what, when, and in which words. */
export function TicketHistory({ steps }: { steps: EntryView[] }) {
  const { t, language } = useI18n()
  return (
    <section className="history" aria-label={t('ticket.history')}>
      <h3>{t('ticket.history')}</h3>
      <ol>
        {[...steps].reverse().map((step) => (
          <li key={`${step.at}.${step.action}`}>
            <time dateTime={step.at}>{formatInstant(step.at, language)}</time>
            <div>
              <strong>{wordOf(t, 'ticket.action', step.action)}</strong>
              {step.by && (
                <span className="quiet">
                  {step.by.name} {wordOf(t, 'role', step.by.role)}
                </span>
              )}
              {step.note && <p className="words">{step.note}</p>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
