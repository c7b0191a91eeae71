import { type Staff } from '@yiwang/auth'
import { DomainError } from '@yiwang/domain'
import { AreasModule, type AreasService, withinArea } from '@yiwang/platform'

/** Home care's own copy of the areas. */
export const Areas = AreasModule.forService('home-care')

/** The area whose subtree a list shows: the asker's own, or the narrower one asked for. */
export async function areaOfList(areas: AreasService, asked: string | undefined, by: Staff): Promise<string> {
  if (asked === undefined) return by.areaCode
  const area = await areas.get(asked)
  if (!area || !withinArea(area, by)) throw new DomainError('not-found', { field: 'areaCode' })
  return asked
}
