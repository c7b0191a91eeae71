import { type Clock, DomainError } from '@yiwang/domain'
import type { Full, Tallies } from '../memory/tallies'

export interface Budget {
  limit: number
  seconds: number
  /** So many in a row that came to nothing (`hit` was not called) are the last for a while. */
  inVain?: number
}

/** Whoever has spent these at one service has spent them at all. */
const EVERYWHERE = new Set(['reveal', 'search', 'client'])

/**
 * How much of something one account may do in some time. Behind the sign-in, where the guard of open doors counts nobody: `take` stands before whatever is done, so that
 * many at once are no way around it.
 */
export class Budgets {
  /** `everywhere`: what counts the same for every service. */
  constructor(
    private readonly tallies: Tallies,
    private readonly clock: Clock,
    private readonly everywhere: Tallies = tallies,
  ) {}

  /**
   * Throws `budget-spent`, and then counts nothing. Its detail `first` says whether nobody was told so since it was spent: what is noted of it is noted once, however
   * often they try.
   */
  async take(name: string, key: string, { limit, seconds, inVain }: Budget): Promise<void> {
    const tallies = [{ key: keyOf(name, key), limit }, ...(inVain ? [{ key: inVainOf(name, key), limit: inVain }] : [])]
    const full = await this.of(name).take(tallies, seconds * 1000, this.clock.now().getTime())
    if (full) throw spent(name, full)
  }

  /** Throws `budget-spent` where there is none left, and counts nothing: for what is counted only once it is known what came of it. */
  async require(name: string, key: string, { limit, seconds }: Budget): Promise<void> {
    const waitMs = await this.of(name).look({ key: keyOf(name, key), limit }, seconds * 1000, this.clock.now().getTime())
    if (waitMs !== undefined) throw spent(name, { waitMs, first: false })
  }

  /** What was taken counts no more. */
  clear(name: string, key: string): Promise<void> {
    return this.of(name).forget(keyOf(name, key))
  }

  /** What was taken came to something: those in vain are counted anew. */
  hit(name: string, key: string): Promise<void> {
    return this.of(name).forget(inVainOf(name, key))
  }

  private of = (name: string): Tallies => (EVERYWHERE.has(name) ? this.everywhere : this.tallies)
}

function spent(budget: string, { waitMs, first }: Full): DomainError {
  const retryAfter = Math.ceil(waitMs / 1000)
  return new DomainError('budget-spent', { budget, first, retryAfter, minutes: Math.ceil(retryAfter / 60) })
}

/** In braces: what lies in several parts of a Redis cluster cannot be counted together. */
const keyOf = (name: string, key: string) => `${name}:{${key}}`
const inVainOf = (name: string, key: string) => `${keyOf(name, key)}:in-vain`
