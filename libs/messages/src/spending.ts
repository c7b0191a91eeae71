import type { Clock } from '@yiwang/domain'
import { DomainError, dayOf } from '@yiwang/domain'
import { currentContext } from '@yiwang/persistence'
import type { Budgets, SecurityLog } from '@yiwang/platform'
import { isAskedFor, type Limits, limits, limitsOf } from './limits'
import type { Purpose } from './template'

const HOUR_S = 3_600

interface Counted {
  name: string
  key: string
  limit: number
  /** What is noted where it is spent. */
  code: string
}

interface Full {
  first: boolean
  retryAfter: number
}

/**
 * What the city sends in an hour, over all instances of a service. A stranger with many numbers has few addresses, and one with many addresses meets the city's own end; both
 * are told to the auditors.
 */
export class Spending {
  constructor(
    private readonly budgets: Budgets,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
    private readonly terms: readonly Limits[] = limits,
  ) {}

  /** How long one more has to wait. Throws `messages-spent` where somebody waits for it at this moment. */
  async take(purpose: Purpose): Promise<number> {
    if (!isAskedFor(purpose)) return this.count({ name: 'messages', key: 'city', limit: this.anHour.others, code: 'city-spent' })
    for (const counted of this.ofCodes()) await this.countCode(counted)
    return 0
  }

  /** Throws `messages-spent` where a code would be refused now, and counts none: asked before anything is kept of whoever wants it. */
  async requireRoom(): Promise<void> {
    for (const counted of this.ofCodes()) if (await this.isFull(counted)) await this.countCode(counted)
  }

  private get anHour(): Limits['anHour'] {
    return limitsOf(dayOf(this.clock.now()), this.terms).anHour
  }

  private ofCodes(): Counted[] {
    const from = currentContext()?.asked?.from
    const { codes, codesAtOneAddress } = this.anHour
    const atAddress = from ? [{ name: 'codes-at', key: from, limit: codesAtOneAddress, code: 'address-spent' }] : []
    return [...atAddress, { name: 'codes', key: 'city', limit: codes, code: 'city-spent' }]
  }

  private async countCode(counted: Counted): Promise<void> {
    const retryAfter = (await this.count(counted)) / 1000
    if (retryAfter) throw new DomainError('messages-spent', { retryAfter, minutes: Math.ceil(retryAfter / 60) })
  }

  /** How long until there is room, and then it is not counted; the first who hears so is noted. */
  private async count({ name, key, limit, code }: Counted): Promise<number> {
    try {
      await this.budgets.take(name, key, { limit, seconds: HOUR_S })
      return 0
    } catch (error) {
      const { first, retryAfter } = fullOf(error)
      const subject = code === 'city-spent' ? { subject: 'city' } : {}
      if (first) this.security.note({ what: 'message', outcome: 'refused', ...subject, facts: { budget: name, code } })
      return retryAfter * 1000
    }
  }

  private async isFull({ name, key, limit }: Counted): Promise<boolean> {
    try {
      await this.budgets.require(name, key, { limit, seconds: HOUR_S })
      return false
    } catch (error) {
      return Boolean(fullOf(error))
    }
  }
}

/** What a spent budget says; whatever else went wrong is thrown on. */
function fullOf(error: unknown): Full {
  if (error instanceof DomainError && error.code === 'budget-spent') return error.details as unknown as Full
  throw error
}
