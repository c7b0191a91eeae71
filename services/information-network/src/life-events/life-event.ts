import { type Day, type Decision, DomainError, dayOf } from '@yiwang/domain'
import { isSameName } from '@yiwang/domain/normalization'
import { type Actor, actorOf } from '@yiwang/people/rules'
import { event } from '../events'
import { currentIn, take } from '../households/membership'
import { type Origin, withOrigin } from '../residents/origin'
import { birthDateOf, bornOf, type Left, type Resident, requireUnmasked, told } from '../residents/resident'

/** What becomes of somebody: the day from which it is so (`on`) is another than the one on which it is recorded. */
interface Moment {
  by: Actor
  now: Date
  on: Day
  /** How it is known. */
  origin: Origin
}

/** Throws `here-no-more`, `before-birth`, `in-the-future`. */
export function die(resident: Resident, moment: Moment): Decision<Resident> {
  requireDay(resident, moment)
  if (resident.left?.how === 'died') throw new DomainError('here-no-more')
  return became(resident, gone(resident, { how: 'died' }, moment), 'died', moment)
}

export function moveAway(resident: Resident, to: string | undefined, moment: Moment): Decision<Resident> {
  requireDay(resident, moment)
  requireHere(resident)
  return became(resident, gone(resident, { how: 'moved-away', ...(to && { to }) }, moment), 'moved-away', moment)
}

/** Back, or never gone: who was taken for dead is alive again. */
export function comeBack(resident: Resident, moment: Moment): Decision<Resident> {
  requireDay(resident, moment)
  if (!resident.left) throw new DomainError('still-here')
  return became(resident, { left: undefined }, 'returned', moment)
}

/** The name that the household register has now. */
export function rename(resident: Resident, name: string, moment: Moment): Decision<Resident> {
  requireDay(resident, moment)
  requireUnmasked({ name })
  if (isSameName(resident.name, name)) throw new DomainError('same-name', { field: 'name' })
  const { set, events = [] } = became(resident, { name, formerNames: [...(resident.formerNames ?? []), resident.name] }, undefined, moment)
  const renamed = { ...whose(resident, moment), name, formerName: resident.name }
  return {
    set: { ...set, origins: withOrigin(resident.origins, ['name'], moment.origin) },
    events: [...events, event('information-network.resident-renamed', renamed)],
  }
}

/** A number that was wrong, or that somebody has now who had none. What it says of birth and sex goes with it. */
export function correctNumber(resident: Resident, identityNumber: string, moment: Moment): Decision<Resident> {
  requireDay(resident, moment)
  if (resident.identityNumber === identityNumber) throw new DomainError('same-number', { field: 'identityNumber' })
  const fields = { identityNumber, ...bornOf({ identityNumber }, moment.now) }
  const { set, events } = became(resident, fields, 'number-corrected', moment)
  return { set: { ...set, origins: withOrigin(resident.origins, Object.keys(fields), moment.origin) }, events }
}

/** They are of no household any longer. */
function gone({ memberships }: Resident, left: Pick<Left, 'how' | 'to'>, { on, now, by }: Moment): Partial<Resident> {
  const of = currentIn(memberships, on).map(({ householdId }) => householdId)
  const rest = of.length ? take(memberships, { residentId: '', leaves: of }, on) : undefined
  return { left: { ...left, on, at: now, by: actorOf(by) }, ...(rest && { memberships: rest }) }
}

type What = 'died' | 'moved-away' | 'returned' | 'number-corrected'

function became(resident: Resident, set: Partial<Resident>, what: What | undefined, moment: Moment): Decision<Resident> {
  const updated = event('information-network.resident-updated', told({ ...resident, ...set }))
  return { set, events: [updated, ...(what ? [event(`information-network.resident-${what}`, whose(resident, moment))] : [])] }
}

const whose = ({ id, areaCode }: Resident, { on }: Moment) => ({ residentId: id, areaCode, on })

function requireHere({ left }: Resident): void {
  if (left) throw new DomainError('here-no-more')
}

function requireDay(resident: Resident, { on, now }: Moment): void {
  if (resident.erasedAt) throw new DomainError('here-no-more')
  if (on > dayOf(now)) throw new DomainError('in-the-future', { field: 'on' })
  if (on < birthDateOf(resident)) throw new DomainError('before-birth', { field: 'on' })
}
