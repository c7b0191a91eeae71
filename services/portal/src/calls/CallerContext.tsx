import type { UseQueryResult } from '@tanstack/react-query'
import type { CallerView, CallView } from '../api/generated/hotline'
import { AreaPath } from '../areas/AreaPath'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { Loaded } from '../ui/Loaded'
import { EarlierTickets } from './EarlierTickets'

/** The service tells so many. */
const most = 10

interface Props {
  callers: UseQueryResult<CallView>
  chosen: string
  onChoose: (person: CallerView) => void
}

/** Who is calling, and what they asked before: everything at one glance. */
export function CallerContext({ callers, chosen, onChoose }: Props) {
  const { t } = useI18n()
  if (!callers.isEnabled) {
    return (
      <section>
        <h2>{t('operator.caller')}</h2>
        <p className="quiet">{t('operator.callerHint')}</p>
      </section>
    )
  }
  return (
    <Loaded query={callers}>
      {({ people, morePeople, tickets }) => (
        <>
          <section aria-labelledby="context-caller">
            <h2 id="context-caller">{t('operator.caller')}</h2>
            {people.length === 0 && <p className="quiet">{t('operator.unknownCaller')}</p>}
            <ul className="callers">
              {people.map((person) => (
                <li key={person.residentId}>
                  <button type="button" aria-pressed={person.residentId === chosen} onClick={() => onChoose(person)}>
                    <strong>{person.name}</strong>
                    {person.surname && <span className="quiet">{t('operator.greet', { surname: person.surname })}</span>}
                    <AreaPath path={person.areaPath} short />
                    <span className="tags">
                      {person.livesAlone && <span className="badge badge-near">{t('tag.living-alone')}</span>}
                      {person.tags
                        .filter((tag) => tag !== 'living-alone')
                        .map((tag) => (
                          <span key={tag} className="badge">
                            {wordOf(t, 'tag', tag)}
                          </span>
                        ))}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
            {morePeople && <p className="quiet">{t('operator.morePeople', { count: people.length })}</p>}
          </section>
          <section aria-labelledby="context-earlier">
            <h2 id="context-earlier">{t('operator.earlier', { count: tickets.length })}</h2>
            <EarlierTickets tickets={tickets} />
            {tickets.length === most && <p className="quiet">{t('operator.earlierMost', { count: most })}</p>}
          </section>
        </>
      )}
    </Loaded>
  )
}
