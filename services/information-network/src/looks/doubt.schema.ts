import { seenBy } from '@yiwang/auth'
import { actor, erasedBy } from '@yiwang/people'
import { keptAs, oneOf, optional, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { endedBy } from '@yiwang/platform'
import { type Doubt, doubtStates, eraseFrom, findings } from './doubt'

/** Which look it is about is sealed, as whom that look showed is. */
export const doubtSchema = schemaOf<Doubt>('look-doubts', {
  state: oneOf(doubtStates.names),
  residentId: sealed(text, { lookup: true }),
  lookId: sealed(text, { lookup: true }),
  askedAt: time,
  words: optional(sealed(text)),
  finding: optional(oneOf(findings)),
  answer: optional(sealed(text)),
  answeredBy: optional(actor),
  answeredAt: optional(time),
})
  .index({ lookId: 1 }, { unique: true }) // one of a look
  .index({ residentId: 1, askedAt: 1, _id: 1 }) // one resident's
  .index({ state: 1, askedAt: 1, _id: 1 }) // what waits for an auditor

seenBy(doubtSchema, 'residentId')
endedBy<Doubt>(doubtSchema, ({ answeredAt }) => answeredAt, { isGone: true })
keptAs(doubtSchema, 'audit')
erasedBy<Doubt>(doubtSchema, eraseFrom)
