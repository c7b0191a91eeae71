import { seenBy } from '@yiwang/auth'
import { placeKinds } from '@yiwang/people'
import { keptAs, optional, schemaOf, text, time } from '@yiwang/persistence'
import type { Terminal } from './terminal'

export const terminalSchema = schemaOf<Terminal>('terminals', {
  account: text,
  name: text,
  ...placeKinds,
  lastSeenAt: optional(time),
  softwareVersion: optional(text),
}).index({ areas: 1, _id: 1 }) // those of an admin's area

seenBy(terminalSchema, 'areas')
keptAs(terminalSchema, 'nobody')
