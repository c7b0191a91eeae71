import type { Clock } from '@yiwang/domain'
import { DomainError, dayOf } from '@yiwang/domain'
import { currentContext } from '@yiwang/persistence'
import type { Budget, Budgets, SecurityLog } from '@yiwang/platform'
import { isAskedFor, type Limits, limits, limitsOf } from './limits'
import type { Purpose } from './template'

const HOUR_S = 3_600

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
    const { anHour } = limitsOf(dayOf(this.clock.now()), this.terms)
    if (!isAskedFor(purpose)) return (await this.spent('messages', 'city', anHour.others))?.waitMs ?? 0
    const from = currentContext()?.asked?.from
    const full =
      (from && (await this.spent('codes-at', from, anHour.codesAtOneAddress, 'address-spent'))) ||
      (await this.spent('codes', 'city', anHour.codes, 'city-spent'))
    if (!full) return 0
    const retryAfter = Math.ceil(full.waitMs / 1000)
    throw new DomainError('messages-spent', { retryAfter, minutes: Math.ceil(retryAfter / 60) })
  }

  private async spent(name: string, key: string, limit: Budget['limit'], code = 'city-spent'): Promise<{ waitMs: number } | undefined> {
    try {
      await this.budgets.take(name, key, { limit, seconds: HOUR_S })
      return undefined
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'budget-spent') throw error
      const { first, retryAfter } = error.details as { first: boolean; retryAfter: number }
      const subject = code === 'city-spent' ? { subject: 'city' } : {}
      if (first) this.security.note({ what: 'message', outcome: 'refused', ...subject, facts: { budget: name, code } })
      return { waitMs: retryAfter * 1000 }
    }
  }
}
