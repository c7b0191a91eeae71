import { type FactoryProvider, Logger } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { Clock } from '@yiwang/domain'
import { EventKeys } from '@yiwang/persistence'
import { Every } from '../run/sweep'
import { SecurityLog } from '../security/security-log'
import { isOver, periodOf } from './periods'

const HOUR_MS = 3_600_000

/** What a service told in a month is forgotten once it has been kept as long as its kind is: the key of that month is destroyed. */
export class KeyRetention {
  private readonly logger = new Logger(KeyRetention.name)

  constructor(
    private readonly service: ServiceName,
    private readonly keys: EventKeys,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
  ) {}

  @Every(HOUR_MS)
  async destroyWhatIsOver(): Promise<void> {
    const now = this.clock.now()
    for await (const { id, kind, month } of this.keys.monthsOf(this.service)) {
      const period = periodOf(kind, now)
      if (!period || !isOver(month, period, now)) continue
      await this.keys.destroy(id, id, now)
      await this.security.note({ what: 'erasure', outcome: 'done', subject: id, facts: { kind, month, years: period.years } })
      this.logger.log(`the key of what was told in ${month} (${kind}) is destroyed: it was kept for ${period.years} years (${period.source})`)
    }
  }
}

export const keyRetentionOf = (service: ServiceName): FactoryProvider => ({
  provide: KeyRetention,
  useFactory: (keys: EventKeys, security: SecurityLog, clock: Clock) => new KeyRetention(service, keys, security, clock),
  inject: [EventKeys, SecurityLog, Clock],
})
