// Preloaded into the serving processes: notes when an event passes each stage between two services, which commands store and broker are sent, and where the processor's
// time goes, while the bench asks for it. The clock is the system's monotonic one, the same for all processes of a machine.
const { readFileSync } = require('node:fs')
const { Server } = require('node:http')
const { Session } = require('node:inspector/promises')
const { monitorEventLoopDelay, PerformanceObserver } = require('node:perf_hooks')
const { EventConsumer } = require('@yiwang/messaging')
const { MongoStore, SqliteStore, StationFile } = require('@yiwang/persistence/stores')
const { StationEvidence } = require('@yiwang/operations')
const { SqliteCollection } = require('../../libs/persistence/dist/sqlite/collection')
const { Kafka } = require('kafkajs')
const { Connection } = require('mongodb/lib/cmap/connection')
const BrokerConnection = require('kafkajs/src/network/connection')

const EVENT = 'hotline.ticket-received'
const GROUP = 'information-network.timeline'
const now = () => Number(process.hrtime.bigint()) / 1e6
let stamps
let commands
let sample
/** Effects of such events that this process stored so far. */
let effects = 0

/** Notes that the event of a ticket has come to `stage`; only the first time counts. */
function stamp(stage, ticket) {
  if (stamps) stamps.push([stage, ticket, now()])
}

// Stored by the hotline, and stored again as an effect elsewhere.
let store
const watched = {
  'hotline.tickets': { begins: 'write', done: 'committed', ticket: ({ set }) => set.id },
  'information-network.timeline': { begins: 'effect', done: 'visible', ticket: ({ set }) => set.type === EVENT && set.ref.id },
}
for (const Store of [SqliteStore, MongoStore]) {
  const { collection } = Store.prototype
  Store.prototype.collection = function (service, name, ...rest) {
    const made = collection.call(this, service, name, ...rest)
    store = this
    const stages = watched[`${service}.${name}`]
    if (!stages) return made
    const insert = made.insert.bind(made)
    made.insert = async (decision) => {
      const ticket = stages.ticket(decision)
      if (!ticket) return insert(decision)
      stamp(stages.begins, ticket)
      const stored = await insert(decision)
      stamp(stages.done, ticket)
      if (stages.done === 'visible') effects++
      return stored
    }
    return made
  }
}

const { deliver } = EventConsumer.prototype
EventConsumer.prototype.deliver = function (group, event) {
  if (group === GROUP && event.type === EVENT) stamp('delivered', event.subject)
  return deliver.call(this, group, event)
}

const isReceived = ({ headers }) => String(headers?.ce_type) === EVENT
const { producer, consumer } = Kafka.prototype
Kafka.prototype.producer = function (settings) {
  const made = producer.call(this, settings)
  const { sendBatch } = made
  made.sendBatch = async (batch) => {
    const received = stamps ? batch.topicMessages.flatMap(({ messages }) => messages).filter(isReceived) : []
    if (received.length) sample = { value: String(received[0].value), headers: received[0].headers }
    for (const { key } of received) stamp('sent', key)
    const result = await sendBatch(batch)
    for (const { key } of received) stamp('acknowledged', key)
    return result
  }
  return made
}
Kafka.prototype.consumer = function (settings) {
  const made = consumer.call(this, settings)
  if (!settings.groupId.endsWith(GROUP)) return made
  const { run } = made
  made.run = (config) =>
    run({
      ...config,
      eachBatch(payload) {
        if (stamps) for (const message of payload.batch.messages) if (isReceived(message)) stamp('fetched', String(message.key))
        return config.eachBatch(payload)
      },
    })
  return made
}

const { command } = Connection.prototype
Connection.prototype.command = function (ns, asked, ...rest) {
  const [name] = Object.keys(asked)
  count(typeof asked[name] === 'string' ? `${name} ${asked[name]}` : name)
  return command.call(this, ns, asked, ...rest)
}
const { send } = BrokerConnection.prototype
BrokerConnection.prototype.send = function (sent) {
  count(`Kafka’s ${sent.request.apiName}`)
  return send.call(this, sent)
}

function count(command) {
  if (commands) commands.set(command, (commands.get(command) ?? 0) + 1)
}

const RESOLUTION_MS = 1
/** Nanoseconds for which this thread had work and no processor: other programs' doing. Linux alone tells. */
function waitedMs() {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e6
  } catch {
    return 0
  }
}

/** How long the thread stood still: by the clock (perf_hooks), and less the time in which it had no processor. */
class Stops {
  static watching = new Set()
  static ticking
  delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS })

  begin() {
    this.began = now()
    this.anew()
    this.delays.enable()
    Stops.watching.add(this)
    Stops.ticking ??= Stops.tick(now(), waitedMs())
  }

  anew() {
    Object.assign(this, { own: 0, collecting: 0 })
    this.delays.reset()
  }

  end() {
    this.delays.disable()
    Stops.watching.delete(this)
    return { longest: Math.max(0, this.delays.max / 1e6 - RESOLUTION_MS), own: this.own, collecting: this.collecting, lasted: now() - this.began }
  }

  static tick(before, waitedBefore) {
    return setTimeout(() => {
      const [at, waited] = [now(), waitedMs()]
      const own = at - before - (waited - waitedBefore) - RESOLUTION_MS
      for (const one of Stops.watching) one.own = Math.max(one.own, own)
      Stops.ticking = Stops.watching.size ? Stops.tick(at, waited) : undefined
    }, RESOLUTION_MS).unref()
  }
}

new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) for (const one of Stops.watching) one.collecting = Math.max(one.collecting, duration)
}).observe({ entryTypes: ['gc'] })

/** Since the last door was opened: what comes before it is the start. Its clock ticks each millisecond: only where stops are what is measured. */
const stops = new Stops()
const { listen } = Server.prototype
if (process.env.BENCH_STOPS)
  Server.prototype.listen = function (...args) {
    this.once('listening', () => {
      for (const one of Stops.watching) one.anew()
      stops.begin()
    })
    return listen.apply(this, args)
  }

/** The same while the house does something by itself, by its name. */
let works = {}
function watchStops(prototype, method, name) {
  const original = prototype[method]
  prototype[method] = async function (...args) {
    const during = new Stops()
    during.begin()
    try {
      return await original.apply(this, args)
    } finally {
      const seen = during.end()
      for (const [key, before] of Object.entries(works[name] ?? {})) seen[key] = Math.max(seen[key], before)
      works[name] = seen
    }
  }
}
if (process.env.BENCH_STOPS) {
  watchStops(SqliteStore.prototype, 'ready', 'fills indexes')
  watchStops(StationEvidence.prototype, 'seal', 'seals')
  watchStops(SqliteCollection.prototype, 'count', 'counts')
  watchStops(StationFile.prototype, 'checkpoint', 'checkpoints')
}

let session
const answers = {
  /** Stores made-up residents of the register's own kind, which publish nothing, as an import does. */
  async import({ count }) {
    const { fill, schema } = await import('./register.mjs')
    const people = store.collection('information-network', 'people', schema())
    await store.setup?.()
    const cpu = process.cpuUsage()
    const began = performance.now()
    await fill(people, count)
    const { user, system } = process.cpuUsage(cpu)
    return { ms: performance.now() - began, cpuMs: (user + system) / 1_000 }
  },
  async stops() {
    const seen = { ...stops.end(), works }
    works = {}
    stops.begin()
    return seen
  },
  async effects() {
    return { effects }
  },
  async watch() {
    stamps = []
  },
  async stamps() {
    const seen = stamps
    stamps = undefined
    return { stamps: seen, sample }
  },
  async count() {
    commands = new Map()
  },
  async counted() {
    const counted = Object.fromEntries(commands)
    commands = undefined
    return { commands: counted }
  },
  async profile() {
    session = new Session()
    session.connect()
    await session.post('Profiler.enable')
    await session.post('Profiler.setSamplingInterval', { interval: 500 })
    await session.post('Profiler.start')
  },
  async profiled() {
    const { profile } = await session.post('Profiler.stop')
    session.disconnect()
    return { profile }
  },
}

if (process.send) {
  process.on('message', ({ question, ...more }) =>
    answers[question](more).then(
      (answer) => process.send(answer ?? {}),
      (error) => process.send({ error: error.stack }),
    ),
  )
  // What the parent may ask must not keep the process alive.
  process.channel.unref()
}
