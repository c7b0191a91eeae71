import { isElderly, type Place } from '@yiwang/people/rules'

/** What home care knows of a registered resident: of whoever is elderly, and of whom it serves. */
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

/** No clock says rightly that it is earlier: this version is of then. */
const NEVER_BEFORE = new Date('2026-11-01T00:00:00+08:00')

/**
 * Whether home care keeps them for their age or their tag. The latest of what is known of the time counts: a clock that is behind leaves nobody out, one that is ahead keeps somebody early. What is listed is
 * asked again at the read, since it goes by the day: kept beside them, it would tell their age or their tag to whoever has the store but not its key.
 */
export const isKeptAsElderly = (elder: Pick<Elder, 'birthYear' | 'tags'>, ...times: Date[]): boolean =>
  isElderly(elder, new Date(Math.max(NEVER_BEFORE.getTime(), ...times.map((time) => time.getTime()))))

/** Whoever was kept without the tag was kept for their age, which does not pass, or since they were served; that they lost the tag is the one reason to keep them no longer. */
export const staysKept = (known: Pick<Elder, 'tags'> | undefined): boolean => known !== undefined && !known.tags.includes('elderly')
