import type { Decision } from '@yiwang/domain'
import { event } from '../events'

export const departmentKinds = ['police', 'civil-affairs', 'urban-management', 'environment', 'water'] as const
export const unitKinds = ['committee', ...departmentKinds] as const
export type UnitKind = (typeof unitKinds)[number]

/** Who handles matters: a community's committee, or a department of an area. */
export interface Unit {
  id: string
  name: string
  kind: UnitKind
  areaCode: string
  /** Its area and every area above it. */
  areas: string[]
}

type Place = { id: string; ancestors: string[] }

/** A community's committee has its area's code as its id; every service knows it by the area, so nothing is told. */
const committeeOf = (community: Place & { name: string }): Unit => ({
  id: community.id,
  name: community.name,
  kind: 'committee',
  areaCode: community.id,
  areas: community.ancestors,
})

/** Nothing where it is known just so. */
export function keepCommittee(known: Unit | undefined, community: Place & { name: string }): Decision<Unit> | undefined {
  const committee = committeeOf(community)
  return known?.name === committee.name && known.areas.join() === committee.areas.join() ? undefined : { set: committee }
}

export const departmentId = (areaCode: string, kind: UnitKind) => `${areaCode}-${kind}`

export function declareDepartment(
  known: Unit | undefined,
  declared: Pick<Unit, 'name' | 'kind'>,
  { id: areaCode, ancestors }: Place,
): Decision<Unit> | undefined {
  if (known?.name === declared.name) return undefined
  const { name, kind } = declared
  const id = departmentId(areaCode, kind)
  return {
    set: { id, name, kind, areaCode, areas: ancestors },
    events: [event('information-network.unit-changed', { unitId: id, name, kind, areaCode })],
  }
}
