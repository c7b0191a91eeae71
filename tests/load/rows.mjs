import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../real/places.mjs'
import { startServers } from '../real/servers.mjs'
import { demo } from './people.mjs'
import { answers, Process, temporaryFolder, undoLater } from './processes.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const programOf = (service, entry = 'main') => join(root, `services/${service}/dist/${entry}.js`)
const LAG_KNOWN_AFTER_MS = 2_500
const CATCHES_UP_WITHIN_MS = 300_000
const LOOK_EVERY_MS = 50
const QUIET_MS = 300
export const { services } = createRequire(import.meta.url)('@yiwang/contracts')

/** One empty house with the demo city, each of its processes ready. `probed`: they can be asked what they saw; `stops`: also how long their thread stood still. */
export const openHouse = (row, { probed = true, stops = false } = {}) => {
  const env = stops ? { BENCH_STOPS: '1' } : {}
  return row === 'station' ? Station.open(probed, env) : Distributed.open(probed, env)
}

class House {
  /** name -> Process */
  running = new Map()

  constructor(row, place, probed) {
    Object.assign(this, { row, place, probed })
  }

  get processes() {
    return [...this.running.values()]
  }

  async start(name, env = {}) {
    const port = this.ports.get(name)
    const started = await Process.start(name, programOf(name), {
      env: { ...this.envOf(name), PORT: String(port), METRICS_PORT: String(this.metrics.get(name)), LOG_LEVEL: 'warn', ...env },
      folder: this.place.folder,
      probed: this.probed,
      ready: answers(`http://127.0.0.1:${port}/health/ready`),
    })
    this.running.set(name, started)
    return started
  }

  envOf = () => this.env

  async stop(name) {
    await this.running.get(name).stop()
    this.running.delete(name)
  }

  async choosePorts(names) {
    const entries = async () => Promise.all(names.map(async (name) => [name, await freePort()]))
    this.ports = new Map(await entries())
    this.metrics = new Map(await entries())
  }

  /** Runs `work`, which answers how many tickets it made, and waits until another service has stored its part of each. */
  async untilTold(work) {
    const teller = this.process('information-network')
    const before = await settled(async () => (await teller.ask('effects')).effects)
    const result = await work()
    await waitUntil(async () => (await teller.ask('effects')).effects >= before + result.count, 'the news did not reach the other service')
    return result
  }

  /** Until every consumer has taken everything that was published before, by the lag that the processes tell of themselves once a second. */
  async caughtUp(within = CATCHES_UP_WITHIN_MS) {
    await setTimeout(LAG_KNOWN_AFTER_MS)
    await waitUntil(
      async () => {
        const pages = await Promise.all(
          [...this.running.keys()].map(async (name) => (await fetch(`http://127.0.0.1:${this.metrics.get(name)}/metrics`)).text()),
        )
        return pages.every((page) => [...page.matchAll(/^yiwang_consumer_lag\{.*\} (\S+)$/gm)].every(([, lag]) => lag === '0'))
      },
      'the consumers did not catch up',
      within,
    )
  }

  /** Stores so many tickets by the hotline's own code, in a process beside it, or fewer where that takes longer than `within` milliseconds. */
  async load(wanted) {
    const loader = await Process.start('loader', here('loader.cjs'), { env: { ...this.env, LOG_LEVEL: 'warn' }, folder: this.place.folder })
    try {
      return await loader.ask('load', wanted)
    } finally {
      await loader.stop()
    }
  }
}

class Station extends House {
  static async open(probed, env) {
    const place = temporaryFolder()
    const house = new Station('station', place, probed)
    house.env = { ...env, DATA_DIR: join(place.folder, 'data'), DATA_KEY: randomBytes(32).toString('base64') }
    await house.choosePorts(['station'])
    await house.start('station', demo)
    return house
  }

  url = () => `http://127.0.0.1:${this.ports.get('station')}`

  process = () => this.running.get('station')

  serverParts = {}

  get parts() {
    return { station: [this.process().pid] }
  }

  async openFloor() {
    const port = await freePort()
    const args = [join(this.place.folder, 'floor.db'), String(port)]
    return Object.assign(
      await Process.start('floor', here('floor-station.cjs'), { args, folder: this.place.folder, ready: answers(`http://127.0.0.1:${port}/`) }),
      {
        url: `http://127.0.0.1:${port}/tickets`,
      },
    )
  }

  /** The loader needs the folder for itself. */
  async load(wanted) {
    await this.stop('station')
    const loaded = await super.load(wanted)
    await this.start('station')
    await this.caughtUp()
    return loaded
  }

  async close() {
    for (const one of this.processes) await one.stop()
    await this.place.remove()
  }
}

class Distributed extends House {
  static async open(probed, more) {
    const starting = startServers()
    const stopServers = undoLater(async () => (await starting).stop())
    const { servers, env } = await starting
    const place = temporaryFolder()
    const house = Object.assign(new Distributed('distributed', place, probed), { servers, stopServers })
    await house.choosePorts(services)
    house.env = {
      ...more,
      MONGODB_URI: env.TEST_MONGODB_URI,
      KAFKA_BROKERS: env.TEST_KAFKA_BROKERS,
      REDIS_URL: env.TEST_REDIS_URL,
      KAFKA_REPLICATION: '1',
      DATA_KEY: randomBytes(32).toString('base64'),
      IDENTITY_URL: house.url('identity'),
    }
    await Process.run('setup', programOf('station', 'setup'), { env: house.env, folder: place.folder })
    await Process.run('keys', programOf('station', 'keys'), { env: house.env, folder: place.folder, args: [join(place.folder, 'keys')] })
    // The areas first: the others' demo people live in them. Identity with them: they are not ready without its keys, nor it without areas.
    const [areas, identity, ...others] = services
    await Promise.all([house.start(areas, demo), house.start(identity, demo)])
    for (const service of others) await house.start(service, demo)
    return house
  }

  /** As deploy/ has it: a service is given its own keys alone. */
  envOf = (name) => {
    const { DATA_KEY: _, ...env } = this.env
    return { ...env, KEYS_FILE: join(this.place.folder, 'keys', name, 'keys.json') }
  }

  url = (service) => `http://127.0.0.1:${this.ports.get(service)}`

  process = (service) => this.running.get(service)

  get parts() {
    const others = this.processes.filter(({ name }) => name !== 'hotline')
    return { hotline: [this.process('hotline').pid], 'other services': others.map(({ pid }) => pid), ...this.serverParts }
  }

  /** Those that were started here. */
  get serverParts() {
    const { kafka, mongodb } = this.servers
    return { ...(mongodb && { store: [mongodb.pid] }), ...(kafka && { broker: [kafka.pid] }) }
  }

  async openFloor() {
    const port = await freePort()
    const args = [this.env.MONGODB_URI, String(port)]
    return Object.assign(
      await Process.start('floor', here('floor-distributed.cjs'), { args, folder: this.place.folder, ready: answers(`http://127.0.0.1:${port}/`) }),
      { url: `http://127.0.0.1:${port}/tickets` },
    )
  }

  async load(wanted) {
    const loaded = await super.load(wanted)
    await this.caughtUp()
    return loaded
  }

  async close() {
    for (const one of this.processes) await one.stop()
    await this.stopServers()
    await this.place.remove()
  }
}

async function waitUntil(isSo, otherwise, within = CATCHES_UP_WITHIN_MS) {
  for (const until = performance.now() + within; performance.now() < until; await setTimeout(LOOK_EVERY_MS)) if (await isSo()) return
  throw new Error(`${otherwise} within ${within / 1000} seconds`)
}

/** The count once it no longer moves: what a client stopped waiting for may still be on its way. */
async function settled(count) {
  for (let before = await count(); ; ) {
    await setTimeout(QUIET_MS)
    const now = await count()
    if (now === before) return now
    before = now
  }
}
