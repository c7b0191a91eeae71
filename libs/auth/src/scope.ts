import { requireSeen } from '@yiwang/domain'
import { may } from './capabilities'
import type { Staff } from './staff'

declare const OF_AN_ASKER: unique symbol
/** The one word under which somebody sees things. Each thing names, in the field that its schema says (`seenBy`), under which words it is seen. */
export type Scope = string & { readonly [OF_AN_ASKER]: true }

/** What of an asker says what they see. */
export type Asker = Pick<Staff, 'role' | 'roles' | 'areaCode' | 'unitId'>

/**
 * A unit's people see what is with their unit, everyone else their area. A community's committee has its area's code for an id, so that its workers need no unit of their own.
 * Whatever roles somebody holds, they hold them at one place: the scope is one.
 */
export const scopeOf = (by: Asker): Scope => (by.unitId && may(by, 'tickets.handle') ? by.unitId : by.areaCode) as Scope

/** A department's worker: their place is the whole area that it serves, but what they see is only what came to it. A community's worker is of its committee. */
export const ofDepartment = (by: Asker): boolean => scopeOf(by) !== by.areaCode

/** A smaller area of the asker's own, or `not-found` naming `field`. Who sees what is with a unit sees neither more nor less of it by naming an area. */
export function scopeWithin(area: { id: string; ancestors: string[] } | undefined, by: Asker, field = 'areaCode'): Scope {
  const { id } = requireSeen(area, ({ ancestors }) => ancestors.includes(by.areaCode), field)
  const scope = scopeOf(by)
  return scope === by.areaCode ? (id as Scope) : scope
}

/** What is one's alone: a terminal's needs, a provider's visits. */
export const scopeOfOne = ({ id }: { id: string }): Scope => id as Scope

/** Whether what lies in these areas is for the asker to see. */
export const isWithin = ({ areas }: { areas: string[] }, by: Asker): boolean => areas.includes(scopeOf(by))
