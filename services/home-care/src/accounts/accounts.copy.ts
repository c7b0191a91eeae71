import { may, seenBy } from '@yiwang/auth'
import { placeKinds, placeOf } from '@yiwang/people'
import { type DocumentOf, flag, keptAs, list, optional, schemaOf, sealed, text } from '@yiwang/persistence'
import { copyOf, drawnBy } from '@yiwang/platform'

/** A provider's account, as identity told of it last; `account` is what they sign in with. Who works in several areas lies in all of them. */
const account = { account: sealed(text), name: sealed(text), ...placeKinds, areaCodes: optional(list(text)), disabled: flag }
export type Account = DocumentOf<typeof account>

export const accountSchema = schemaOf<Account>('accounts', account).index({ areas: 1, _id: 1 }) // those of a coordinator's area

seenBy(accountSchema, 'areas')
drawnBy<Account>(accountSchema, ({ areaCodes, areas }, above) => ({
  areas: together([areas, ...(areaCodes ?? []).map((code) => above(code) ?? [])]),
}))

const together = (all: string[][]): string[] => [...new Set(all.flat())]

export const AccountsCopy = copyOf<Account>('home-care', accountSchema, {
  'identity.account-changed': async ({ data: { accountId: id, account, name, role, areaCode, areaCodes, disabled } }, areas) => {
    if (!may({ role }, 'visits.carry-out')) return undefined
    const [place, ...others] = await Promise.all([areaCode, ...(areaCodes ?? [])].map((code) => areas.placed(code)))
    const everywhere = together([place, ...others].map(({ ancestors }) => ancestors))
    return { id, account, name, ...placeOf({ ...place, ancestors: everywhere }), ...(areaCodes && { areaCodes }), disabled }
  },
})

keptAs(accountSchema, 'copy')
