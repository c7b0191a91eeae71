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

export function publish({ title, text, until }: WantedNotice, area: KnownArea, now: Date): Decision<Notice> {
  if (until && until <= now) throw new DomainError('until-in-the-past', { field: 'until' })

  const notice: Notice = { id: newId(), title, text, ...placeOf(area), ...(until && { until }), publishedAt: now }
  const { id: noticeId, areaCode } = notice
  return {
    set: notice,
    events: [event('information-network.notice-published', { noticeId, title, text, areaCode, ...(until && { until: until.toISOString() }) })],
  }
}
