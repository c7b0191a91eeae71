import type { Staff } from '@yiwang/auth'
import { DomainError } from '@yiwang/domain'
import { type Area, type AreasService, withinArea } from '@yiwang/platform'

/** What lies outside the asker's area is not there for them: `not-found` naming the field; `unknown-area` where it is nowhere. */
export async function areaInScope(areas: AreasService, code: string, by: Staff, field = 'areaCode'): Promise<Area> {
  return inScope(await areas.require(code, field), by, field)
}

/** The same for what needs a community: residents live in one. */
export async function communityInScope(areas: AreasService, code: string, by: Staff, field = 'areaCode'): Promise<Area> {
  return inScope(await areas.requireCommunity(code, field), by, field)
}

function inScope(area: Area, by: Staff, field: string): Area {
  if (!withinArea(area, by)) throw new DomainError('not-found', { field })
  return area
}
