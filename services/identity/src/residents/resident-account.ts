import type { Decision } from '@yiwang/domain'
import { type KnownArea, type Place, placeOf } from '@yiwang/people/rules'
import type { Holder } from './card'

/** A resident who has signed in once, or was given a card: identity knows of nobody else. Its id is the resident's. */
export interface ResidentAccount extends Place, Holder {
  id: string
  name: string
  createdAt: Date
}

/** As the register knows them today; nothing where nothing has changed. */
export function know(
  account: ResidentAccount | undefined,
  { id, name, area }: { id: string; name: string; area: KnownArea },
  now: Date,
): Decision<ResidentAccount> | undefined {
  if (!account) return { set: { id, name, ...placeOf(area), sessionsFrom: now, createdAt: now } }
  return account.name === name && account.areaCode === area.id ? undefined : { set: { name, ...placeOf(area) } }
}
