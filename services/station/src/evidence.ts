import type { Clock } from '@yiwang/domain'
import { Evidence, type SqliteStore } from '@yiwang/persistence'
import type { Logger } from 'pino'

const HOUR = 3_600_000

/**
 * Seals the evidence chain when the station starts, once a day, and when it stops. Each seal is also written to the log: kept elsewhere with it, a seal shows
 * even a tail that was removed together with everything that knows of it (`npm run verify -- <number> <signature>`).
 */
export function keepEvidence({ file, vault }: SqliteStore, clock: Clock, log: Logger) {
  const evidence = new Evidence(file, vault)
  let day = ''
  const seal = async () => {
    day = dayOf(clock.now())
    const made = await evidence.seal(clock.now())
    if (made) log.info({ seal: made.number, signature: made.signature, events: made.count }, 'sealed')
  }
  const timer = setInterval(() => {
    if (dayOf(clock.now()) !== day) seal().catch((error) => log.error({ error: (error as Error).message }, 'could not seal'))
  }, HOUR).unref()

  return {
    seal,
    async stop() {
      clearInterval(timer)
      await seal().catch(() => undefined)
    },
  }
}

/** The day in Asia/Shanghai. */
const dayOf = (now: Date) => new Date(now.getTime() + 8 * HOUR).toISOString().slice(0, 10)
