import { type Day, type Decision, DomainError } from '@yiwang/domain'
import { type Actor, actorOf, type KnownArea, type Place, placeOf, type Step, stepOf } from '@yiwang/people/rules'
import { event } from '../events'
import { type HouseholdRole, isCurrent, type Member, type MemberStep } from './membership'

/** What was done with a household. */
export const orderKinds = ['found', 'join', 'leave', 'split', 'head'] as const
export type OrderKind = (typeof orderKinds)[number]

/**
 * What concerns several people is one order. It is stored with the household before anybody's entry is touched, and worked off one entry after the other; whatever was cut off goes on from the
 * beginning, since a step that was taken changes nothing any more.
 */
export interface HouseholdOrder {
  id: string
  kind: OrderKind
  /** From which day on it is so; it may be past. */
  on: Day
  steps: MemberStep[]
  /** The household that is split off. */
  opens?: { id: string; dwellingId?: string; number?: string }
  /** Nobody is left in it. */
  ends?: boolean
  by: Actor
  at: Date
}

/** People who live as one: who they are, their own entries say (`memberships`). */
export interface Household extends Place {
  id: string
  dwellingId?: string
  /** 户号, of the household register. */
  number?: string
  openedOn: Day
  endedOn?: Day
  /** What is being done; no other thing can be done meanwhile. */
  order?: HouseholdOrder
  history: Step<'open' | 'ended'>[]
}

export interface Named {
  residentId: string
  role: HouseholdRole
}

interface Moment {
  by: Actor
  now: Date
  on: Day
  /** Of the order. */
  id: string
}

/** Somebody who is to join, with the households that they are in now. */
export interface Joining extends Named {
  current: string[]
  /** What becomes of those: asked only where there are any. */
  others?: 'leave' | 'stay'
}

/** A new household, with those who are its first. */
export function found(
  { dwellingId, number }: Pick<Household, 'dwellingId' | 'number'>,
  people: Joining[],
  community: KnownArea,
  householdId: string,
  moment: Moment,
): Decision<Household> {
  requireOneHead(people, 'people')
  requireOnce(people, 'people')
  const steps = people.map((one) => joining(householdId, one))
  const set = { id: householdId, dwellingId, number, ...placeOf(community), openedOn: moment.on, history: [] }
  return { set: { ...set, order: orderOf('found', steps, moment) } }
}

/** Somebody comes to it. Throws `household-in-hand`, `household-ended`, `member-already`, `in-another-household`. */
export function join(household: Household, members: Member[], one: Joining, moment: Moment): Decision<Household> {
  const now = requireOpen(household, members, moment)
  if (now.some(({ residentId }) => residentId === one.residentId)) throw new DomainError('member-already', { field: 'residentId' })
  requireOneHead([...now, one], 'role')
  return { set: { order: orderOf('join', [joining(household.id, one)], moment) } }
}

/** Somebody goes: they moved out, they died. Where it was the head, others have new roles, a head among them; who was the last leaves none. */
export function leave(household: Household, members: Member[], residentId: string, roles: Named[], moment: Moment): Decision<Household> {
  const now = requireOpen(household, members, moment)
  requireMembers(now, [{ residentId }], 'residentId')
  const left = renamed(now, roles).filter((one) => one.residentId !== residentId)
  if (left.length) requireOneHead(left)
  const steps = [{ residentId, leaves: [household.id] }, ...changed(household.id, now, left)]
  return { set: { order: orderOf('leave', steps, moment, left.length ? {} : { ends: true }) } }
}

/** Another head, and so other words for what the others are. */
export function changeHead(household: Household, members: Member[], roles: Named[], moment: Moment): Decision<Household> {
  const now = requireOpen(household, members, moment)
  const next = renamed(now, roles)
  requireOneHead(next)
  const steps = changed(household.id, now, next)
  if (!steps.length) throw new DomainError('nothing-changes', { field: 'roles' })
  return { set: { order: orderOf('head', steps, moment) } }
}

/** Some of them are a household of their own from then on. `roles`: of those who stay, where these change. */
export function split(
  household: Household,
  members: Member[],
  wanted: { opens: { id: string; dwellingId?: string; number?: string }; people: Named[]; roles: Named[] },
  moment: Moment,
): Decision<Household> {
  const now = requireOpen(household, members, moment)
  const { opens, people, roles } = wanted
  requireMembers(now, people, 'people')
  requireOneHead(people, 'people')
  const left = renamed(now, roles).filter(({ residentId }) => !people.some((one) => one.residentId === residentId))
  if (!left.length) throw new DomainError('nobody-stays', { field: 'people' })
  requireOneHead(left)
  const steps = people.map(({ residentId, role }) => ({ residentId, leaves: [household.id], joins: { householdId: opens.id, role } }))
  return { set: { order: orderOf('split', [...steps, ...changed(household.id, now, left)], moment, { opens }) } }
}

/** The household that was split off; it has no order of its own, since its first members come by the other's. */
export const splitOff = ({ areaCode, areas, order }: Household): Decision<Household> | undefined => {
  if (!order?.opens) return undefined
  const { opens, on, by, at } = order
  const history = [stepOf('found', 'open' as const, { by, now: at })]
  const household = { ...opens, areaCode, areas, openedOn: on, history }
  return { set: household, events: [event('information-network.household-founded', { householdId: opens.id, areaCode, on })] }
}

/** What is being done with somebody is over in a moment, and looked at again. */
export const withoutMember = ({ order }: Household, residentId: string): { kept: { why: 'open' } } | undefined =>
  order?.steps.some((one) => one.residentId === residentId) ? { kept: { why: 'open' } } : undefined

/** Every step has been taken. Nothing where it was said before. */
export function done(household: Household, orderId: string): Decision<Household> | undefined {
  const { order, areaCode } = household
  if (order?.id !== orderId) return undefined
  const { kind, on, by, at, ends, steps } = order
  const history = [...household.history, stepOf(kind, ends ? ('ended' as const) : ('open' as const), { by, now: at })]
  const told = { householdId: household.id, areaCode, on, residentIds: steps.map(({ residentId }) => residentId) }
  const events =
    kind === 'found'
      ? [
          event('information-network.household-founded', { householdId: household.id, areaCode, on }),
          event('information-network.household-changed', { ...told, kind }),
        ]
      : [event('information-network.household-changed', { ...told, kind })]
  return { set: { order: undefined, history, ...(ends && { endedOn: on }) }, events }
}

/** Nobody is left in it, since who was the last died or moved away. Nothing where it had ended. */
export const endWith = (household: Household, { on, at, by }: { on: Day; at: Date; by: Actor }): Decision<Household> | undefined =>
  household.endedOn ? undefined : { set: { endedOn: on, history: [...household.history, stepOf('leave', 'ended' as const, { by, now: at })] } }

const orderOf = (
  kind: OrderKind,
  steps: MemberStep[],
  { id, on, by, now }: Moment,
  more: Pick<HouseholdOrder, 'opens' | 'ends'> = {},
): HouseholdOrder => ({
  id,
  kind,
  on,
  steps,
  ...more,
  by: actorOf(by),
  at: now,
})

function joining(householdId: string, { residentId, role, current, others }: Joining): MemberStep {
  const elsewhere = current.filter((id) => id !== householdId)
  if (elsewhere.length && !others) throw new DomainError('in-another-household', { field: 'others', residentId })
  return { residentId, ...(others === 'leave' && elsewhere.length && { leaves: elsewhere }), joins: { householdId, role } }
}

/** As it stands on the day of the order. */
function requireOpen(household: Household, members: Member[], { on }: Moment): Named[] {
  if (household.order) throw new DomainError('household-in-hand')
  if (household.endedOn) throw new DomainError('household-ended')
  if (on < household.openedOn) throw new DomainError('before-the-household', { field: 'on', openedOn: household.openedOn })
  return members.flatMap(({ residentId, memberships }) => {
    const own = memberships.filter(({ householdId }) => householdId === household.id)
    const later = own.find(({ from }) => from > on)
    if (later) throw new DomainError('before-a-member', { field: 'on', from: later.from })
    return own.filter((one) => isCurrent(one, on)).map(({ role }) => ({ residentId, role }))
  })
}

function requireMembers(now: Named[], wanted: Pick<Named, 'residentId'>[], field: string): void {
  for (const { residentId } of wanted)
    if (!now.some((one) => one.residentId === residentId)) throw new DomainError('not-a-member', { field, residentId })
  requireOnce(wanted, field)
}

function requireOnce(people: Pick<Named, 'residentId'>[], field: string): void {
  if (new Set(people.map(({ residentId }) => residentId)).size < people.length) throw new DomainError('named-twice', { field })
}

function renamed(now: Named[], roles: Named[]): Named[] {
  requireMembers(now, roles, 'roles')
  return now.map((one) => roles.find(({ residentId }) => residentId === one.residentId) ?? one)
}

const changed = (householdId: string, before: Named[], after: Named[]): MemberStep[] =>
  after
    .filter(({ residentId, role }) => before.find((one) => one.residentId === residentId)?.role !== role)
    .map(({ residentId, role }) => ({ residentId, joins: { householdId, role } }))

function requireOneHead(people: Named[], field = 'roles'): void {
  const heads = people.filter(({ role }) => role === 'head').length
  if (heads === 0) throw new DomainError('no-head', { field })
  if (heads > 1) throw new DomainError('several-heads', { field })
}
