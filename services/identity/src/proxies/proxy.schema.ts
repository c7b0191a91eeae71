import { proxyScopes, seenBy } from '@yiwang/auth'
import { actor } from '@yiwang/people'
import { keptAs, list, oneOf, optional, schemaOf, text, time } from '@yiwang/persistence'
import { endedBy } from '@yiwang/platform'
import { endings, type FamilyProxy, proxyStates, relations } from './proxy'

export const proxySchema = schemaOf<FamilyProxy>('proxies', {
  state: oneOf(proxyStates.names),
  personId: text,
  actingId: text,
  parties: list(text),
  relation: optional(oneOf(relations)),
  may: list(oneOf(proxyScopes)),
  until: time,
  agreedAt: time,
  recordedBy: optional(actor),
  endedAt: optional(time),
  ended: optional(oneOf(endings)),
})
  .index({ parties: 1, agreedAt: 1, _id: 1 }) // somebody's, on either side, the latest first
  .index({ parties: 1, _id: 1 }) // all of them
  .index({ state: 1, until: 1, _id: 1 }) // what is over

// By residents. Staff see those of the people whose accounts they see.
seenBy(proxySchema, 'parties')
endedBy<FamilyProxy>(proxySchema, ({ endedAt }) => endedAt, {
  besides: ({ id }) => ({ personId: id, actingId: id, parties: [] }),
})
keptAs(proxySchema, 'audit')
