import type { Type } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { PublicKeys } from '@yiwang/auth'
import type { ServiceName } from '@yiwang/contracts'
import { Clock } from '@yiwang/domain'
import { StoreUnavailable } from '@yiwang/persistence/stores'
import { createApp } from './create-app'
import { isDistributed, openHouse } from './house'
import { Certificate } from './http/tls'
import { keepEvidence } from './run/evidence'
import { Readiness } from './run/health.controller'
import { openLog } from './run/log'
import { openMetrics } from './run/metrics'
import { TimedWork } from './run/timed-work'
import { openTracing } from './run/tracing'
import { type HouseSettings, houseSettings, readSettings, SettingsError } from './settings'

/** Starts one service as a process of its own: `main.ts` of each service. */
export async function bootstrap(module: Type, service: ServiceName): Promise<NestFastifyApplication> {
  return orExit(async () => {
    const settings = readSettings(houseSettings)
    if (service !== 'identity' && !settings.IDENTITY_URL)
      throw new SettingsError('IDENTITY_URL: must be set, such as http://identity:8080: the keys that access tokens are checked with are read there')
    const log = openLog(settings.LOG_LEVEL)
    if (!isDistributed(settings))
      log.warn(
        `MONGODB_URI, KAFKA_BROKERS and REDIS_URL are not set: ${service} keeps what it has in ${settings.DATA_DIR}, and no other service hears of it`,
      )
    else if (settings.DATA_KEY)
      log.warn(`DATA_KEY opens what every service keeps and tells: KEYS_FILE gives ${service} what it needs alone (\`npm run keys\`)`)
    const clock = new Clock()
    const tls = Certificate.of(settings, clock)
    const tracing = await openTracing(settings, service)
    const house = await openHouse(settings, clock, service)
    const app = await createApp({
      services: { [service]: module },
      house,
      clock,
      log,
      identityUrl: settings.IDENTITY_URL,
      trustProxy: settings.TRUST_PROXY,
      tls,
    })
    const evidence = keepEvidence(house, [service], clock, log)
    closeOnSignal(app, async () => {
      evidence.stop()
      await house.close()
      await tracing.close()
    })
    if (settings.IDENTITY_URL) app.get(Readiness).require("identity's public keys", () => app.get(PublicKeys).areThere())
    await house.check()
    await startApp(app, settings)
    // In the background: a broker that is away does not hold up a start.
    void evidence.seal()
    log.info({ service, port: settings.PORT }, 'listening')
    return app
  })
}

/** Events, the door, and then the demo city where it is on: until that is there, `/health/ready` says so. */
export async function startApp(
  app: NestFastifyApplication,
  { HOST, PORT, DEMO_PASSWORD, METRICS_PORT, METRICS_HOST }: Pick<HouseSettings, 'HOST' | 'PORT' | 'DEMO_PASSWORD' | 'METRICS_PORT' | 'METRICS_HOST'>,
): Promise<void> {
  if (METRICS_PORT === PORT && PORT !== 0) throw new SettingsError('METRICS_PORT: must be another than PORT')
  const work = app.get(TimedWork)
  let loaded = !DEMO_PASSWORD
  app.get(Readiness).require('demo city', async () => loaded)

  await app.startAllMicroservices()
  if (METRICS_PORT !== undefined) await openMetrics(app, METRICS_PORT, METRICS_HOST).catch(cannotListen('METRICS_PORT', 'METRICS_HOST'))
  await app.listen(PORT, HOST).catch(cannotListen('PORT', 'HOST'))
  if (DEMO_PASSWORD) await work.loadDemo(DEMO_PASSWORD)
  loaded = true
  work.start()
}

/** Names the setting that has to change. */
const cannotListen = (port: string, host: string) => (error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE' || error.code === 'EACCES') throw new CannotListen(`${error.message}. Set ${port} to a free port.`)
  throw new CannotListen(`${error.message}. Set ${host} to an address of this machine.`)
}

class CannotListen extends Error {}

/** Until everything that this process needs is there: after a rebuild, the areas first come back from the log. */
export async function untilReady(app: NestFastifyApplication): Promise<void> {
  for (let missing = await app.get(Readiness).missing(); missing.length; missing = await app.get(Readiness).missing()) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Finishes the work in hand, then lets go of the store. */
export function closeOnSignal(app: NestFastifyApplication, close: () => Promise<void>): void {
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    await app.close()
    await close()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

/** What the process writes is for its owner's eyes only, whichever library writes it. Whoever starts it reads one clear line, not a stack, where it is theirs to mend. */
export async function orExit<R>(start: () => Promise<R>): Promise<R> {
  process.umask(0o077)
  try {
    return await start()
  } catch (error) {
    const { code, message } = error as Error & { code?: string }
    if (error instanceof SettingsError) fail(`These settings are wrong:\n${message}`)
    if (error instanceof StoreUnavailable || error instanceof CannotListen) fail(`Cannot start: ${message}`)
    if (code === 'ENOSPC') fail('Cannot start: the disk is full.')
    throw error
  }
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
