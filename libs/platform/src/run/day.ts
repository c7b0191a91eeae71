const HOUR = 3_600_000

/** The day in Asia/Shanghai. */
export const dayOf = (now: Date): string => new Date(now.getTime() + 8 * HOUR).toISOString().slice(0, 10)
