import type { NameFamily } from '../api/generated/identity'
import { localOf } from '../ui/format'

export type Relation = NameFamily['relation']
export type Scope = NameFamily['may'][number]

export const relations: readonly Relation[] = ['mother', 'father', 'spouse', 'grandmother', 'grandfather', 'relative']
export const scopes: readonly Scope[] = ['see', 'propose', 'report']

const days = { month: 30, halfYear: 182, year: 365 } as const
export type Length = keyof typeof days
export const lengths: readonly Length[] = ['month', 'halfYear', 'year']

/** The last day, by the city's calendar. */
export const agreedUntil = (length: Length, now = Date.now()): string => localOf(new Date(now + days[length] * 86_400_000)).slice(0, 10)
