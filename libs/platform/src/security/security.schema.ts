import { carrying, from, keptAs, list, oneOf, optional, part, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { type Fact, outcomes, type SecurityEntry } from './entry'

/** An address is sealed: with it each line that has one proves itself, and a store that is read by others tells nobody's whereabouts. */
export const securitySchema = schemaOf<SecurityEntry>('security-log', {
  at: time,
  until: optional(time),
  count: from(1),
  what: text,
  outcome: oneOf(outcomes),
  account: optional(text),
  role: optional(text),
  subject: optional(text),
  areaCode: optional(text),
  concerns: list(text),
  address: optional(sealed(text)),
  correlation: optional(text),
  facts: list(part<Fact>({ name: text, value: text })),
})
  .index({ at: 1, _id: 1 }, carrying(['outcome'])) // the newest first; what is no longer kept
  .index({ concerns: 1, at: 1, _id: 1 }, carrying(['outcome', 'what'])) // of an account: before the kinds, of which there are more lines
  .index({ what: 1, at: 1, _id: 1 }, carrying(['outcome', 'concerns'])) // of one kind
  .index({ outcome: 1, at: 1, _id: 1 }) // what failed, among eighteen million that did not
  .index({ what: 1, outcome: 1, at: 1, _id: 1 }) // and of one kind

keptAs(securitySchema, 'passing')
