import type { ReactNode } from 'react'
import type { TimelineItemView } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { formatDay, formatTime } from '../ui/format'
import { newestOfEach } from './newest'
import './timeline.css'

interface Props {
  items: TimelineItemView[]
  /** Of what nobody has checked to be theirs, beside the newest of its lines. */
  check?: (item: TimelineItemView) => ReactNode
}

/** Newest first, a heading for each day, the service beside each line. */
export function Timeline({ items, check }: Props) {
  const { t, language } = useI18n()
  const days = Map.groupBy ? Map.groupBy(items, (item) => formatDay(item.at, language)) : new Map([['', items]])
  const newest = newestOfEach(items)
  return (
    <div className="timeline">
      {[...days].map(([day, some]) => (
        <section key={day} aria-label={day}>
          <h3>{day}</h3>
          <ol>
            {some.map((item) => (
              <li key={`${item.at}.${item.type}.${item.ref.id}`} data-service={item.service}>
                <time className="figures" dateTime={item.at}>
                  {formatTime(item.at)}
                </time>
                <p>
                  {item.summary} {item.claimed && <span className="badge badge-near">{t('claim.unchecked')}</span>}
                  {item.claimed && newest.has(item) && check?.(item)}
                </p>
                <span className="badge">{wordOf(t, 'parked.names', item.service)}</span>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}
