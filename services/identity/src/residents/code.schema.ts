import { from, keptAs, list, optional, schemaOf, text, time } from '@yiwang/persistence'
import type { Code } from './code'

export const codeSchema = schemaOf<Code>('resident-codes', {
  hash: optional(text),
  wrong: from(0),
  until: time,
  sent: list(time),
  expiresAt: time,
}).index({ expiresAt: 1 }) // what the sweep takes away

keptAs(codeSchema, 'passing')
