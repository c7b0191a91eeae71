import { seenBy } from '@yiwang/auth'
import { keptAs, list, optional, schemaOf, text } from '@yiwang/persistence'
import type { Hold } from './hold'

/** Each service's copy of those that are in force. */
export const holdSchema = schemaOf<Hold>('holds', {
  what: text,
  subject: optional(text),
  kind: optional(text),
  areaCode: text,
  areas: list(text),
  until: text,
})

seenBy(holdSchema, 'areas')
keptAs(holdSchema, 'nobody')
