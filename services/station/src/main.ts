import 'reflect-metadata'
import { services } from '@yiwang/contracts'
import { Clock } from '@yiwang/domain'
import { DemoAccounts, PASSWORD_CHANGED } from '@yiwang/identity'
import {
  Certificate,
  closeOnSignal,
  createApp,
  type HouseSettings,
  houseSettings,
  isDistributed,
  keepEvidence,
  openLog,
  openStation,
  openTracing,
  orExit,
  readSettings,
  startApp,
  untilReady,
} from '@yiwang/platform'
import { DemoCity } from './demo-city'
import { addressOf, startDistributed } from './distributed'
import { servePortal } from './portal'
import { everyService } from './services'

/** Every service of the house and the portal in one process, with nothing installed but Node. */
orExit(async () => {
  const settings = readSettings(houseSettings)
  return isDistributed(settings) ? startDistributed(settings) : startStation(settings)
})

async function startStation(settings: HouseSettings): Promise<void> {
  const log = openLog(settings.LOG_LEVEL)
  const clock = new Clock()
  const tls = Certificate.of(settings, clock)
  const demo = new DemoCity(settings.DATA_DIR, settings.DEMO_PASSWORD)
  const tracing = await openTracing(settings, 'station')
  const house = openStation(settings, clock)
  const app = await createApp({ services: everyService, house, clock, log, trustProxy: settings.TRUST_PROXY, tls })
  await servePortal(app)
  const evidence = keepEvidence(house, services, clock, log)
  closeOnSignal(app, async () => {
    evidence.stop()
    await evidence.seal()
    await house.close()
    await tracing.close()
  })

  await house.check()
  if (demo.password) process.stdout.write('Loading the demo city …\n')
  await startApp(app, { ...settings, DEMO_PASSWORD: demo.password })
  if (demo.password) demo.loaded()
  const forget = () => demo.forget((password) => app.get(DemoAccounts).have(password)).catch((error) => log.error(error))
  house.memory.broadcast.messages(PASSWORD_CHANGED).subscribe(forget)
  await forget()
  await evidence.seal()
  await untilReady(app)
  welcome(addressOf(settings), demo)
}

/** The password itself only where somebody reads it: what is not a terminal is a log, which others read, and keep. */
function welcome(address: string, { made, password, kept }: DemoCity): void {
  const accounts = 'operator, worker, coordinator, provider, auditor, admin; kiosk terminal KIOSK-DEMO-1 (PIN 246810)'
  const lines = [`Yiwang 一网 is ready at ${address}`]
  const told = process.stdout.isTTY
    ? `Their password, shown this once and kept in ${kept}: ${password}`
    : `Their password is in ${kept}, which its owner alone can read`
  if (made) lines.push(`Demo accounts: ${accounts}`, told)
  else if (password) lines.push(`Demo accounts: ${accounts} (password as set)`)
  process.stdout.write(`${lines.join('\n')}\n`)
}
