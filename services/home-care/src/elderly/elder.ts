import { startOf } from '@yiwang/domain'
import type { Place } from '@yiwang/people/rules'

/** What home care knows of a registered resident. */
export interface Elder extends Place {
  /** The resident's id. */
  id: string
  name: string
  /** Not everybody has one. */
  phone?: string
  address: string
  birthYear: number
  tags: string[]
}

/** Law on the Protection of the Rights and Interests of the Elderly, article 2: from 60. Counted by the year of birth, in the city's calendar. */
const ELDERLY_AGE = 60

/**
 * Who carries the tag counts as elderly at any age: the network's administrators decided so. Everyone is kept, so that nobody is missed on turning 60, and whether they
 * are is asked when they are read: kept beside them, it would tell their age and their tag to whoever has the store but not its key.
 */
export const isElderly = ({ birthYear, tags }: { birthYear: number; tags: string[] }, now: Date): boolean =>
  tags.includes('elderly') || now >= startOf(`${birthYear + ELDERLY_AGE}-01-01`)
