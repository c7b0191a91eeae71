import { seenBy } from '@yiwang/auth'
import { placeKinds } from '@yiwang/people'
import { forgetting, keptAs, list, number, optional, schemaOf, sealed, text } from '@yiwang/persistence'
import type { Elder } from './elder'

const schema = schemaOf<Elder>('elderly', {
  name: sealed(text),
  phone: optional(sealed(text)),
  address: sealed(text),
  birthYear: sealed(number),
  tags: sealed(list(text), { length: 128 }), // all of them fit
  ...placeKinds,
}).index({ areas: 1, _id: 1 }) // an area's register

// `elderlyFrom` told the year of birth, or the tag.
export const elderSchema = forgetting(schema, 'elderlyFrom')
seenBy(elderSchema, 'areas')
keptAs(elderSchema, 'copy')
