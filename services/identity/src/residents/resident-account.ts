import { ERASED } from '@yiwang/contracts'
import { type Decision, DomainError } from '@yiwang/domain'
import { type KnownArea, type Place, placeOf } from '@yiwang/people/rules'
import type { Holder } from './card'

/** A resident who has signed in once, or was given a card: identity knows of nobody else. Its id is the resident's. Of whoever is to be forgotten that stays, so that nothing of before makes an account of it again. */
export interface ResidentAccount extends Place, Holder {
  id: string
  name: string
  createdAt: Date
  /** Since then nobody knows any more who it was. */
  erasedAt?: Date
}

/** As the register knows them today; nothing where nothing has changed. Throws `note-over` for whoever was erased since the register said so. */
export function know(
  account: ResidentAccount | undefined,
  { id, name, area }: { id: string; name: string; area: KnownArea },
  now: Date,
): Decision<ResidentAccount> | undefined {
  if (account?.erasedAt) throw new DomainError('note-over')
  if (!account) return { set: { id, name, ...placeOf(area), sessionsFrom: now, createdAt: now } }
  return account.name === name && account.areaCode === area.id ? undefined : { set: { name, ...placeOf(area) } }
}

/** In no area, so that nobody sees it. */
const NOWHERE = '000000000000'

/** Nothing is left but the id, also of whom identity did not know yet: a note that names them may still be on its way. */
export const forget = (account: ResidentAccount | undefined, id: string, now: Date): Decision<ResidentAccount> | undefined => {
  if (account?.erasedAt) return undefined
  const nobody = { name: ERASED, areaCode: NOWHERE, areas: [], card: undefined, sessionsFrom: now, createdAt: now, erasedAt: now }
  return { set: { id, ...nobody } }
}
