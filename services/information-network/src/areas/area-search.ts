import type { Area } from '@yiwang/platform'
import { initialsOf, placeOfInitials } from './initials'

/** An area as it is searched: its own name, its initials, and the names of all areas above it as well. */
export interface Searched {
  area: Area
  initials: string[]
  path: string
}

export const searched = (area: Area, path: string): Searched => ({ area, initials: initialsOf(area.name), path })

/** How well an area fits what was typed, the least best; undefined where it does not. */
export function fit({ area, initials, path }: Searched, typed: string): number | undefined {
  const words = typed.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean)
  const [first = ''] = words
  if (words.length === 1 && /^[a-z\d]+$/.test(first)) {
    const at = placeOfInitials(initials, first)
    return at < 0 ? undefined : at
  }
  if (!words.length || !words.every((word) => path.includes(word))) return undefined
  const at = area.name.indexOf(words.at(-1) as string)
  return at < 0 ? path.length : at
}

/** The best first; of equals the larger area, then by code. */
export function best(all: Searched[], typed: string, most: number): Area[] {
  return all
    .map((one) => ({ area: one.area, fit: fit(one, typed) }))
    .filter((one): one is { area: Area; fit: number } => one.fit !== undefined)
    .sort((a, b) => a.fit - b.fit || a.area.ancestors.length - b.area.ancestors.length || (a.area.id < b.area.id ? -1 : 1))
    .slice(0, most)
    .map(({ area }) => area)
}
