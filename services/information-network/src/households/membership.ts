import type { Day } from '@yiwang/domain'

/** What somebody is to the head of a household. */
export const householdRoles = ['head', 'spouse', 'child', 'grandchild', 'parent', 'grandparent', 'sibling', 'other-relative', 'no-relative'] as const
export type HouseholdRole = (typeof householdRoles)[number]

/** That somebody belongs to a household. It lies in their own entry, so that nobody can be of a household and not know of it. */
export interface Membership {
  householdId: string
  role: HouseholdRole
  from: Day
  /** The first day on which it is no longer so. */
  until?: Day
}

export interface Member {
  residentId: string
  memberships: Membership[]
}

/** What becomes of one person: out of this household, into it or into the one that is split off, or another role in it. */
export interface MemberStep {
  residentId: string
  /** Out of which households. */
  leaves?: string[]
  /** Into which one, or there already under another role. */
  joins?: { householdId: string; role: HouseholdRole }
}

export const isCurrent = ({ from, until }: Membership, day: Day): boolean => from <= day && (!until || day < until)

export const currentIn = (memberships: Membership[] = [], day: Day): Membership[] => memberships.filter((one) => isCurrent(one, day))

/** A step of an order. Taken before, it changes nothing (undefined). */
export function take(memberships: Membership[] = [], { leaves = [], joins }: MemberStep, on: Day): Membership[] | undefined {
  const isLeft = (one: Membership) => leaves.includes(one.householdId) || (one.householdId === joins?.householdId && one.role !== joins.role)
  const next = memberships.flatMap((one) => {
    if (one.until || !isLeft(one)) return [one]
    // What began on the same day was never so.
    return one.from < on ? [{ ...one, until: on }] : []
  })
  const isThere = joins && next.some(({ householdId, role, until }) => householdId === joins.householdId && role === joins.role && !until)
  if (joins && !isThere) next.push({ ...joins, from: on })
  return JSON.stringify(next) === JSON.stringify(memberships) ? undefined : next
}
