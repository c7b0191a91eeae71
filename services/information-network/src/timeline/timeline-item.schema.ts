import { flag, keptAs, optional, part, schemaOf, text, time } from '@yiwang/persistence'
import type { TimelineItem } from './timeline-item'

export const timelineItemSchema = schemaOf<TimelineItem>('timeline', {
  residentId: text,
  at: time,
  service: text,
  type: text,
  summary: text,
  ref: part({ kind: text, id: text }),
  state: optional(text),
  claimed: optional(flag),
  order: text,
}).index({ residentId: 1, order: 1, _id: 1 }) // one life, from either end

keptAs(timelineItemSchema, 'copy')
