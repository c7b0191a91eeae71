import { flag, keptAs, list, optional, schemaOf, text } from '@yiwang/persistence'
import type { Year } from './year'

export const yearSchema = schemaOf<Year>('calendar', {
  off: list(text),
  worked: list(text),
  noticed: flag,
  source: optional(text),
  sourceDate: optional(text),
})

keptAs(yearSchema, 'nobody')
