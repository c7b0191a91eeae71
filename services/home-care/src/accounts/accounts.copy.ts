import { may, seenBy } from '@yiwang/auth'
import { placeKinds, placeOf } from '@yiwang/people'
import { type DocumentOf, flag, keptAs, schemaOf, sealed, text } from '@yiwang/persistence'
import { copyOf } from '@yiwang/platform'

/** A provider's account, as identity told of it last; `account` is what they sign in with. */
const account = { account: sealed(text), name: sealed(text), ...placeKinds, disabled: flag }
export type Account = DocumentOf<typeof account>

export const accountSchema = schemaOf<Account>('accounts', account).index({ areas: 1, _id: 1 }) // those of a coordinator's area

seenBy(accountSchema, 'areas')

export const AccountsCopy = copyOf<Account>('home-care', accountSchema, {
  'identity.account-changed': async ({ data: { accountId: id, account, name, role, areaCode, disabled } }, areas) => {
    if (!may({ role }, 'visits.carry-out')) return undefined
    return { id, account, name, ...placeOf(await areas.placed(areaCode)), disabled }
  },
})

keptAs(accountSchema, 'copy')
