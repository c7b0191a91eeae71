import { type Decision, DomainError, newId } from '@yiwang/domain'
import { type KnownArea, type Place, placeOf } from '@yiwang/people/rules'
import { event } from '../events'

/** A public notice: what every resident of its area may read. */
export interface Notice extends Place {
  id: string
  title: string
  text: string
  until?: Date
  publishedAt: Date
}

export type WantedNotice = Pick<Notice, 'title' | 'text' | 'until'>

export function publish(wanted: WantedNotice, area: KnownArea, now: Date): Decision<Notice> {
  const { until } = wanted
  if (until && until <= now) throw new DomainError('until-in-the-past', { field: 'until' })

  const notice = { ...wanted, id: newId(), ...placeOf(area), publishedAt: now }
  const told = { ...wanted, noticeId: notice.id, areaCode: area.id, until: until?.toISOString() }
  return { set: notice, events: [event('information-network.notice-published', told)] }
}
