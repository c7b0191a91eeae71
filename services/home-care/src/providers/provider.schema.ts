import { seenBy } from '@yiwang/auth'
import { placeKinds } from '@yiwang/people'
import { keptAs, optional, schemaOf, sealed, text } from '@yiwang/persistence'
import type { Provider } from './provider'

/** However it was capitalised. */
const inSmallLetters = (account: string) => account.toLowerCase()

export const providerSchema = schemaOf<Provider>('providers', {
  name: sealed(text),
  accountId: optional(text),
  account: optional(sealed(text, { lookup: inSmallLetters })),
  phone: sealed(text),
  ...placeKinds,
})
  .index({ accountId: 1 }, { unique: true }) // whose visits does this login see?
  .index({ account: 1, _id: 1 }) // who was entered before accounts were chosen?
  .index({ areas: 1, _id: 1 }) // those of a coordinator's area
  .index({ areaCode: 1, _id: 1 }) // those of the areas above it

seenBy(providerSchema, 'areas')
keptAs(providerSchema, 'staff')
