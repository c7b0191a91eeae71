import { type FactoryProvider, Logger } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { Clock } from '@yiwang/domain'
import { EventKeys, type MonthOfKeys } from '@yiwang/persistence'
import { Every } from '../run/sweep'
import { SecurityLog } from '../security/security-log'
import { coversKeys } from './hold'
import { Holds } from './holds'
import { isOver, periodOf } from './periods'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * What a service told in a month is forgotten once it has been kept as long as its kind is: the key of that month is destroyed. The oldest of each kind, one a day: there is one
 * more a month, and a clock that is years ahead for an hour costs no more than one. While a legal hold may concern what was told of a kind, none of it goes.
 */
export class KeyRetention {
  private readonly logger = new Logger(KeyRetention.name)

  constructor(
    private readonly service: ServiceName,
    private readonly keys: EventKeys,
    private readonly security: SecurityLog,
    private readonly holds: Holds,
    private readonly clock: Clock,
  ) {}

  @Every(HOUR_MS)
  async destroyWhatIsOver(): Promise<void> {
    const now = this.clock.now()
    const kinds = new Map<string, MonthOfKeys[]>()
    for await (const one of this.keys.monthsOf(this.service)) kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), one])
    const held = await this.holds.inForce()
    for (const [kind, months] of kinds) {
      if (held.some((hold) => coversKeys(hold, kind))) continue
      const period = periodOf(kind, now)
      const oldest = toBeDestroyed(months, now)
      if (!period || !oldest || !isOver(oldest.month, period, now)) continue
      const { id, month } = oldest
      // Noted first: cut off here, it is noted once more.
      await this.security.note({ what: 'erasure', outcome: 'done', subject: id, facts: { kind, month, years: period.years } })
      await this.keys.destroy(id, id, now)
      this.logger.log(`the key of what was told in ${month} (${kind}) is destroyed: it was kept for ${period.years} years (${period.source})`)
    }
  }
}

/** The oldest of a kind's; nothing where one was destroyed within a day. */
export function toBeDestroyed(months: MonthOfKeys[], now: Date): MonthOfKeys | undefined {
  if (months.some(({ destroyedAt }) => destroyedAt && Math.abs(now.getTime() - destroyedAt.getTime()) < DAY_MS)) return undefined
  return months.filter(({ destroyedAt }) => !destroyedAt).sort((a, b) => (a.month < b.month ? -1 : 1))[0]
}

export const keyRetentionOf = (service: ServiceName): FactoryProvider => ({
  provide: KeyRetention,
  useFactory: (keys: EventKeys, security: SecurityLog, holds: Holds, clock: Clock) => new KeyRetention(service, keys, security, holds, clock),
  inject: [EventKeys, SecurityLog, Holds, Clock],
})
