import { from, keptAs, list, oneOf, optional, schemaOf, sealed, text, time } from '@yiwang/persistence'
import type { Message, Recipient } from './message'
import { purposes } from './template'

export const messageSchema = schemaOf<Message>('messages', {
  to: sealed(text),
  template: text,
  purpose: oneOf(purposes),
  language: oneOf(['zh-CN', 'en']),
  values: sealed(list(text)),
  state: oneOf(['waiting', 'sent', 'failed', 'dropped']),
  attempts: from(0),
  dueAt: time,
  until: optional(time),
  createdAt: time,
  endedAt: optional(time),
  why: optional(oneOf(['refused-by-recipient', 'too-many', 'too-late', 'refused-by-gateway', 'gateway-away'])),
})
  .index({ state: 1, dueAt: 1 }) // what is to be sent
  .index({ createdAt: 1 }) // the newest, and what the sweep takes away

export const recipientSchema = schemaOf<Recipient>('recipients', {
  to: sealed(text, { lookup: true }),
  day: text,
  codes: from(0),
  others: from(0),
  refused: list(oneOf(purposes)),
  expiresAt: optional(time),
})
  .index({ to: 1 }) // one telephone's
  .index({ expiresAt: 1 }) // what the sweep takes away

keptAs(messageSchema, 'passing')
keptAs(recipientSchema, 'passing')
