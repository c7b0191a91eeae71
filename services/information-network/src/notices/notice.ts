import { type Decision, DomainError, newId } from '@yiwang/domain'
import { event } from '../events'

/** A public notice: what every resident of its area may read. */
export interface Notice {
  id: string
  title: string
  text: string
  areaCode: string
  /** Its area and every area above it. */
  areas: string[]
  until?: Date
  publishedAt: Date
}

export type WantedNotice = Pick<Notice, 'title' | 'text' | 'until'>

export function publish({ title, text, until }: WantedNotice, area: { id: string; ancestors: string[] }, now: Date): Decision<Notice> {
  if (until && until <= now) throw new DomainError('until-in-the-past', { field: 'until' })

  const notice: Notice = { id: newId(), title, text, areaCode: area.id, areas: area.ancestors, ...(until && { until }), publishedAt: now }
  const { id: noticeId, areaCode } = notice
  return {
    set: notice,
    events: [event('information-network.notice-published', { noticeId, title, text, areaCode, ...(until && { until: until.toISOString() }) })],
  }
}
