/** The time of day as something that can be handed in: services ask it, rules get the answer as an argument. */
export class Clock {
  now(): Date {
    return new Date()
  }
}

/** Whoever waits up to `longestMs` (milliseconds) believes no time beyond this: it was told by a clock that is wrong, perhaps of an instance that is no more. */
export const farthest = (now: Date, longestMs: number): Date => new Date(now.getTime() + 2 * longestMs)

/** Whether a time that is waited for has come: it is past, or beyond `farthest`. */
export const hasCome = (time: Date, now: Date, longestMs: number): boolean => time <= now || time > farthest(now, longestMs)

/** Whole seconds until then, for `retry-after`. */
export const secondsUntil = (time: Date, now: Date): number => Math.ceil((time.getTime() - now.getTime()) / 1000)
