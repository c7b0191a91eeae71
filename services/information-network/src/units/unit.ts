import type { Decision } from '@yiwang/domain'
import { type KnownArea, type Place, placeOf } from '@yiwang/people/rules'
import { event } from '../events'

export const departmentKinds = ['police', 'civil-affairs', 'urban-management', 'environment', 'water'] as const
export const unitKinds = ['committee', ...departmentKinds] as const
export type UnitKind = (typeof unitKinds)[number]

/** Who handles matters: a community's committee, or a department of an area. */
export interface Unit extends Place {
  id: string
  name: string
  kind: UnitKind
}

/** A community's committee has its area's code as its id; every service knows it by the area, so nothing is told. */
const committeeOf = (community: KnownArea & { name: string }): Unit => ({
  id: community.id,
  name: community.name,
  kind: 'committee',
  ...placeOf(community),
})

/** Nothing where it is known just so. */
export function keepCommittee(known: Unit | undefined, community: KnownArea & { name: string }): Decision<Unit> | undefined {
  const committee = committeeOf(community)
  return known?.name === committee.name && known.areas.join() === committee.areas.join() ? undefined : { set: committee }
}

export const departmentId = (areaCode: string, kind: UnitKind) => `${areaCode}-${kind}`

export function declareDepartment(known: Unit | undefined, declared: Pick<Unit, 'name' | 'kind'>, area: KnownArea): Decision<Unit> | undefined {
  if (known?.name === declared.name) return undefined
  const { name, kind } = declared
  const id = departmentId(area.id, kind)
  return {
    set: { id, name, kind, ...placeOf(area) },
    events: [event('information-network.unit-changed', { unitId: id, name, kind, areaCode: area.id })],
  }
}
