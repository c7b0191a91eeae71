import type { ServiceName } from '@yiwang/contracts'
import { type Clock, dayOf } from '@yiwang/domain'
import { sealName } from '@yiwang/operations'
import type { Logger } from 'pino'
import type { House } from '../house'

const HOUR = 3_600_000

/**
 * Has the evidence chain sealed at the start, once a day and, on a station, at the stop. Each seal is also written to the log: kept elsewhere with it, a seal shows
 * even a tail that was removed together with everything that knows of it (`npm run verify -- <number> <signature>`).
 */
export function keepEvidence(house: Pick<House, 'seal'>, services: ServiceName[], clock: Clock, log: Logger) {
  let day = ''
  const sealAll = async () => {
    const now = clock.now()
    for (const made of await house.seal(services, now)) log.info({ seal: sealName(made), signature: made.signature, events: made.count }, 'sealed')
    day = dayOf(now)
  }
  const seal = () => sealAll().catch((error) => log.error({ error: (error as Error).message }, 'could not seal'))
  const timer = setInterval(() => {
    if (dayOf(clock.now()) !== day) void seal()
  }, HOUR).unref()

  return {
    /** Never throws: what cannot be sealed now (a store or a broker that is away) is told in the log, and tried again. */
    seal,
    stop: () => clearInterval(timer),
  }
}
