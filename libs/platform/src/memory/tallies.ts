/** What is counted under one name, and how many of it at most within the time that is asked for. */
export interface Tally {
  key: string
  limit: number
}

/** Nothing was counted: one of the tallies is full. */
export interface Full {
  /** How long until it has room again. */
  waitMs: number
  /** Nobody was told so since it filled. */
  first: boolean
}

/** How often something was done of late, each time for `ms` from its own moment. */
export interface Tallies {
  /** Counts one in each of them, or in none where one is full. */
  take(tallies: Tally[], ms: number, now: number): Promise<Full | undefined>
  /** How long it is full yet, in ms; counts nothing. */
  look(tally: Tally, ms: number, now: number): Promise<number | undefined>
  forget(key: string): Promise<void>
}

/** `oldest`: of the last that fill it. */
export const waitOf = (oldest: number | undefined, ms: number, now: number): number | undefined =>
  oldest !== undefined && oldest + ms > now ? oldest + ms - now : undefined

interface Kept {
  times: number[]
  /** Until when whoever comes was told that it is full. */
  toldUntil: number
  endsAt: number
}

const SWEPT_FROM = 1_000

/** Of one process. */
export class LocalTallies implements Tallies {
  private readonly kept = new Map<string, Kept>()
  private sweptAt = SWEPT_FROM

  async take(tallies: Tally[], ms: number, now: number): Promise<Full | undefined> {
    this.sweep(now)
    const found = tallies.map(({ key, limit }) => ({ limit, one: this.of(key, now - ms) }))
    const full = found.find(({ limit, one }) => one.times.length >= limit)?.one
    if (full) {
      const freeAt = full.times[0] + ms
      const first = full.toldUntil <= now
      if (first) full.toldUntil = freeAt
      return { waitMs: freeAt - now, first }
    }
    for (const { one } of found) {
      one.times.push(now)
      one.endsAt = now + ms
    }
    return undefined
  }

  async look({ key, limit }: Tally, ms: number, now: number): Promise<number | undefined> {
    return waitOf(this.kept.get(key)?.times.at(-limit), ms, now)
  }

  async forget(key: string): Promise<void> {
    this.kept.delete(key)
  }

  private of(key: string, after: number): Kept {
    const one = this.kept.get(key) ?? { times: [], toldUntil: 0, endsAt: 0 }
    one.times = one.times.filter((time) => time > after)
    this.kept.set(key, one)
    return one
  }

  /** What has run out goes whenever there is twice as much as was left the last time. */
  private sweep(now: number): void {
    if (this.kept.size < this.sweptAt) return
    for (const [key, { endsAt }] of this.kept) if (endsAt <= now) this.kept.delete(key)
    this.sweptAt = Math.max(SWEPT_FROM, 2 * this.kept.size)
  }
}
