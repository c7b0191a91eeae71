export type Standing = 'normal' | 'near' | 'late'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** 临期 from the last quarter of the time given: 12 h of an ordinary two days, 30 min of a critical two hours. */
export function standing(createdAt: string, dueAt: string, now: number): { standing: Standing; left: number } {
  const due = Date.parse(dueAt)
  const left = due - now
  if (left < 0) return { standing: 'late', left }
  return { standing: left <= (due - Date.parse(createdAt)) / 4 ? 'near' : 'normal', left }
}

/** The two largest parts: 2 days 3 hours, 3 hours 20 minutes, 5 minutes. */
export function parts(milliseconds: number): { days?: number; hours?: number; minutes?: number } {
  const span = Math.abs(milliseconds)
  if (span >= day) return { days: Math.floor(span / day), hours: Math.floor((span % day) / hour) }
  if (span >= hour) return { hours: Math.floor(span / hour), minutes: Math.floor((span % hour) / minute) }
  return { minutes: Math.max(1, Math.floor(span / minute)) }
}
