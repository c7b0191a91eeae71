import { actor, withoutResidents } from '@yiwang/people'
import { from, keptAs, list, oneOf, part, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { endedBy } from '@yiwang/platform'
import { lookedAt } from './look.schema'
import { endOf, type OrderedLook, orderedLookStates, type Review, verdicts } from './ordered-look'

export const orderedLookSchema = schemaOf<OrderedLook>('ordered-looks', {
  ...lookedAt,
  people: from(0),
  state: oneOf(orderedLookStates.names),
  reviews: list(part<Review>({ by: actor, at: time, verdict: oneOf(verdicts), note: sealed(text) })),
}).index({ state: 1, at: 1, _id: 1 }) // those that wait, and those that do not, the newest first

endedBy<OrderedLook>(orderedLookSchema, endOf, { besides: withoutResidents })
keptAs(orderedLookSchema, 'audit')
