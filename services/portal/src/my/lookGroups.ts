import type { OwnLookView } from '../api/generated/information-network'
import { localOf } from '../ui/format'

export type HalfDay = 'night' | 'morning' | 'afternoon' | 'evening'

/** By the city's clock. */
export function halfDayOf(at: string): HalfDay {
  const hour = Number(localOf(new Date(at)).slice(11, 13))
  if (hour < 6) return 'night'
  if (hour < 12) return 'morning'
  return hour < 18 ? 'afternoon' : 'evening'
}

/** Looks that are told in one line: the newest of them, and how many there were. */
export interface LookGroup {
  look: OwnLookView
  times: number
}

const toldAs = ({ at, service, kind, office, role, purpose, family, fields }: OwnLookView): string =>
  JSON.stringify([localOf(new Date(at)).slice(0, 10), halfDayOf(at), service, kind, office, role, purpose, family, fields])

/** Neighbours of which the same is told are one line; a look that was doubted stands by itself, with what was answered. */
export function grouped(looks: OwnLookView[]): LookGroup[] {
  const groups: LookGroup[] = []
  for (const look of looks) {
    const last = groups.at(-1)
    const isSame = last && !last.look.doubt && !look.doubt && toldAs(last.look) === toldAs(look)
    if (isSame) last.times += 1
    else groups.push({ look, times: 1 })
  }
  return groups
}

/** What is told of the fields that were shown, in words; what tells nothing of them (an id) is left out. */
export function fieldsTold(fields: string[], wordOf: (field: string) => string | undefined): string[] {
  return [...new Set(fields.map(wordOf).filter((word) => word !== undefined))]
}
