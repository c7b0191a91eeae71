import { seenBy } from '@yiwang/auth'
import { erasedBy } from '@yiwang/people'
import { type Kinds, keptAs, list, oneOf, optional, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { endedBy } from '@yiwang/platform'
import { eraseFrom, type Look, type LookedAt, toldPurposes } from './look'

export const lookedAt: Kinds<Omit<LookedAt, 'id'>> = {
  at: time,
  service: text,
  kind: text,
  subject: text,
  by: text,
  account: sealed(text),
  role: text,
  areaCode: optional(text),
  unitId: optional(text),
  note: optional(sealed(text)),
  fields: list(text),
}

/** Whom somebody saw is sealed: with the ticket beside it, it would name who reported in confidence. */
export const lookSchema = schemaOf<Look>('looks', {
  ...lookedAt,
  residentId: sealed(text, { lookup: true }),
  purpose: sealed(oneOf(toldPurposes)),
  order: text,
}).index({ residentId: 1, order: 1, _id: 1 }) // one resident's, by time

seenBy(lookSchema, 'residentId')
endedBy<Look>(lookSchema, ({ at }) => at, { isGone: true })
keptAs(lookSchema, 'audit')
erasedBy<Look>(lookSchema, eraseFrom)
