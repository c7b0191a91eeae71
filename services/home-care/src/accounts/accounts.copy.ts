import { may, seenBy } from '@yiwang/auth'
import { type Place, placeKinds, placeOf } from '@yiwang/people'
import { flag, schemaOf, sealed, text } from '@yiwang/persistence'
import { copyOf } from '@yiwang/platform'

/** A provider's account, as identity told of it last. */
export interface Account extends Place {
  id: string
  /** What they sign in with. */
  account: string
  name: string
  disabled: boolean
}

export const accountSchema = schemaOf<Account>('accounts', {
  account: sealed(text),
  name: sealed(text),
  ...placeKinds,
  disabled: flag,
}).index({ areas: 1, _id: 1 }) // those of a coordinator's area

seenBy(accountSchema, 'areas')

export const AccountsCopy = copyOf<Account>('home-care', accountSchema, {
  'identity.account-changed': async ({ data: { accountId: id, account, name, role, areaCode, disabled } }, areas) => {
    if (!may({ role }, 'visits.carry-out')) return undefined
    return { id, account, name, ...placeOf(await areas.placed(areaCode)), disabled }
  },
})
