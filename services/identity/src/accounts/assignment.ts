import { appointmentOf, heldBy, may, type Role, type Staff } from '@yiwang/auth/capabilities'
import { type Day, DomainError, dayAfter, dayOf, newId } from '@yiwang/domain'
import { type Line, requireIndependent } from './line'

/** Where somebody does their work. */
export interface Post {
  areaCode: string
  unitId?: string
  organisationId?: string
  residentId?: string
}

/** One role at one place. */
export interface Assignment extends Post {
  id: string
  role: Role
  /** The first and the last day of it, as the city counts them; absent: from when it is given on, and for good. */
  from?: Day
  until?: Day
  /** The account of whoever gave it; accounts of before, and those of the demo city, were given by nobody. */
  givenBy?: string
  givenAt?: Date
  /** Whose word it was; of before: the giver's. */
  line?: Line
  /** `waiting`: not in force until another admin agrees. `alone`: there was none, so that it is in force, and an independent admin of the area or of one above it is yet to look. */
  unconfirmed?: 'waiting' | 'alone'
  confirmedBy?: string
  confirmedAt?: Date
}

export type WantedAssignment = Post & Pick<Assignment, 'role' | 'from' | 'until'>

/** What of an account says what it holds. */
export interface Holding {
  role: Role
  areaCode: string
  unitId?: string
  /** Empty for accounts of before and for terminals, which hold what their role says. */
  assignments?: Assignment[]
}

export const MOST_ASSIGNMENTS = 20

export function assignmentsOf({ role, areaCode, unitId, assignments = [] }: Holding): Assignment[] {
  return assignments.length ? assignments : heldBy(role).map((one) => ({ id: one, role: one, areaCode, ...(unitId && { unitId }) }))
}

/** What waits for nobody. */
export const granted = (account: Holding): Assignment[] => assignmentsOf(account).filter(({ unconfirmed }) => unconfirmed !== 'waiting')

const isOver = ({ until }: Assignment, day: Day): boolean => until !== undefined && until < day
export const isOn = (one: Assignment, day: Day): boolean => (one.from ?? day) <= day && !isOver(one, day)

export const inForce = (account: Holding, day: Day): Assignment[] => granted(account).filter((one) => isOn(one, day))

const isAt = (one: Post, other: Post): boolean =>
  one.areaCode === other.areaCode && one.unitId === other.unitId && one.organisationId === other.organisationId && one.residentId === other.residentId

/** The one that a session is for: as it was chosen, or else the last that was, or else the first. Undefined where none is in force. */
export function chosen(account: Holding & { lastAssignment?: string }, day: Day, wanted?: string): Assignment | undefined {
  const all = inForce(account, day)
  return all.find(({ id }) => id === wanted) ?? all.find(({ id }) => id === account.lastAssignment) ?? all[0]
}

/** What a token says of whoever works by an assignment: all the roles that they hold at its place, so that in a small office nobody changes over all day. */
export function actingBy(account: Holding, { role, areaCode, unitId, organisationId, residentId }: Assignment, day: Day) {
  const post = { areaCode, unitId, organisationId, residentId }
  const roles = inForce(account, day).flatMap((one) => (isAt(one, post) ? [one.role] : []))
  return { role, roles: [...new Set(roles)], ...post }
}

interface Giving {
  by: Pick<Staff, 'id'>
  /** Theirs, over the account. */
  line: Line
  now: Date
  /** Whether there is nobody independent who may agree. */
  alone: boolean
}

export function given(
  { role, areaCode, unitId, organisationId, residentId, from, until }: WantedAssignment,
  { by, line, now, alone }: Giving,
): Assignment {
  return {
    id: newId(),
    role,
    areaCode,
    ...(unitId && { unitId }),
    ...(organisationId && { organisationId }),
    ...(residentId && { residentId }),
    ...(from && { from }),
    ...(until && { until }),
    givenBy: by.id,
    givenAt: now,
    line,
    ...(appointmentOf(role).confirmed && { unconfirmed: alone ? ('alone' as const) : ('waiting' as const) }),
  }
}

/** Throws DomainError `role-alone` where one of the roles stands beside no other. */
export function requireTogether(assignments: { role: Role }[]): void {
  const held = new Set(assignments.map(({ role }) => role))
  if (held.size > 1 && [...held].some((role) => appointmentOf(role).alone)) throw new DomainError('role-alone', { field: 'role' })
}

/** With one more; undefined where it is held already, for the same days. One that waits for somebody who is there no more is in force where it is given again. */
export function withOneMore(account: Holding, wanted: WantedAssignment, giving: Giving): Assignment[] | undefined {
  const all = assignmentsOf(account)
  const held = all.find((one) => one.role === wanted.role && isAt(one, wanted) && one.from === wanted.from && one.until === wanted.until)
  if (held?.unconfirmed === 'waiting' && giving.alone) return all.map((one) => (one === held ? { ...one, unconfirmed: 'alone' } : one))
  if (held) return undefined
  if (all.length >= MOST_ASSIGNMENTS) throw new DomainError('too-many-assignments', { max: MOST_ASSIGNMENTS })
  requireTogether([...all.filter((one) => !isOver(one, dayOf(giving.now))), wanted])
  return [...all, given(wanted, giving)]
}

/** Throws `last-assignment` for the only one: whoever shall do nothing any more is disabled. */
export function withOneLess(account: Holding, id: string): Assignment[] {
  const all = assignmentsOf(account)
  const left = all.filter((one) => one.id !== id)
  if (left.length === all.length) throw new DomainError('not-found')
  if (!left.length) throw new DomainError('last-assignment')
  return left
}

/** Throws as `requireIndependent` does for whoever gave it, and for whoever is in one line with them; undefined where nothing is to be confirmed. */
export function withConfirmed(account: Holding & { id: string }, id: string, { by, line, now }: Omit<Giving, 'alone'>): Assignment[] | undefined {
  const all = assignmentsOf(account)
  const wanted = all.find((one) => one.id === id)
  if (!wanted) throw new DomainError('not-found')
  if (!wanted.unconfirmed) return undefined
  requireIndependent({ id: by.id, line }, { id: wanted.givenBy as string, line: lineOfGiven(wanted) }, account.id)
  return all.map((one) => (one === wanted ? { ...one, unconfirmed: undefined, confirmedBy: by.id, confirmedAt: now } : one))
}

/**
 * What takes two, of an account that was shut or asleep and is opened again: its owner may be gone, and whoever opens it be who works by it. It stays in force, as given by that
 * one alone. Undefined where there is none of it.
 */
export function givenAgain(account: Holding, { by, line, now }: Omit<Giving, 'alone'>): Assignment[] | undefined {
  const all = assignmentsOf(account)
  const isAnew = ({ role, unconfirmed }: Assignment) => appointmentOf(role).confirmed && unconfirmed !== 'waiting'
  const anew = (one: Assignment): Assignment => ({
    ...one,
    givenBy: by.id,
    givenAt: now,
    line: [...new Set([...line, ...(one.unconfirmed ? lineOfGiven(one) : [])])],
    unconfirmed: 'alone',
    confirmedBy: undefined,
    confirmedAt: undefined,
  })
  return all.some(isAnew) ? all.map((one) => (isAnew(one) ? anew(one) : one)) : undefined
}

/** Whose word an assignment was. */
export const lineOfGiven = ({ givenBy, line }: Assignment): Line => line ?? (givenBy ? [givenBy] : [])

/** Of somebody in these areas. Whoever is an admin there by two independent people, or since before there were two, has a line of their own. */
export function lineOf(id: string, account: Holding | undefined, areas: readonly string[], day: Day): Line {
  const here = account ? granted(account).filter((one) => may(one, 'accounts.manage') && areas.includes(one.areaCode)) : []
  const isFirm = here.some((one) => !one.unconfirmed && isOn(one, day))
  return [...new Set([id, ...(isFirm ? [] : here.flatMap(lineOfGiven))])]
}

/** What follows from what somebody holds. The first stands in the account itself, as it did when there was one. */
export function standing(account: Holding, day: Day) {
  const all = assignmentsOf(account)
  const [{ role, areaCode, unitId }] = all
  const adminOf = granted(account).flatMap((one) => (may(one, 'accounts.manage') ? [one.areaCode] : []))
  return {
    role,
    areaCode,
    unitId,
    adminOf: [...new Set(adminOf)],
    unconfirmed: all.some(({ unconfirmed }) => unconfirmed) || undefined,
    turnsOn: turnOf(all, day),
  }
}

/** The next day on which one of them begins, or has ended. */
const turnOf = (all: Assignment[], day: Day): Day | undefined =>
  all
    .flatMap(({ from, until }) => [...(from ? [from] : []), ...(until ? [dayAfter(until)] : [])])
    .filter((one) => one > day)
    .sort()[0]

/** The smallest area that all of it lies in, and those above: an account is its admins' who are responsible for all that it may do. Undefined where one of the areas is not known. */
export function commonAreas(assignments: Post[], above: (areaCode: string) => string[] | undefined): string[] | undefined {
  const [first, ...others] = assignments.map(({ areaCode }) => above(areaCode))
  if (!first || others.some((one) => !one)) return undefined
  return first.filter((code) => others.every((one) => one?.includes(code)))
}
