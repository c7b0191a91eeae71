import { services } from '@yiwang/contracts'
import { Clock } from '@yiwang/domain'
import {
  Certificate,
  closeOnSignal,
  createApp,
  type HouseSettings,
  keepEvidence,
  openDistributed,
  openLog,
  openTracing,
  startApp,
  untilReady,
} from '@yiwang/platform'
import { servePortal } from './portal'
import { everyService } from './services'

/** Every service and the portal in one process, on MongoDB, Kafka and Redis. */
export async function startDistributed(settings: HouseSettings): Promise<void> {
  const log = openLog(settings.LOG_LEVEL)
  const clock = new Clock()
  const tls = Certificate.of(settings, clock)
  const tracing = await openTracing(settings, 'city')
  const house = await openDistributed(settings, clock)
  const app = await createApp({ services: everyService, house, clock, log, trustProxy: settings.TRUST_PROXY, tls })
  await servePortal(app)
  const evidence = keepEvidence(house, services, clock, log)
  closeOnSignal(app, async () => {
    evidence.stop()
    await house.close()
    await tracing.close()
  })
  await house.check()
  await startApp(app, settings)
  // In the background: a broker that is away does not hold up a start.
  void evidence.seal()
  await untilReady(app)
  process.stdout.write(`Yiwang 一网 is ready at ${addressOf(settings)}\n`)
}

/** Where whoever started it looks first. */
export const addressOf = ({ PORT, TLS_CERT }: Pick<HouseSettings, 'PORT' | 'TLS_CERT'>): string =>
  `${TLS_CERT ? 'https' : 'http'}://localhost:${PORT}`
