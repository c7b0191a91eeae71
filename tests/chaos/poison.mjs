// What one poison message in a thousand costs all others: `npm run chaos:poison -- --events 6000 --rate 200`. The time from asking for a write until another
// service's handler has taken its event, for aggregates that are not poisoned, with and without poison. The station's row, and the distributed one where
// TEST_MONGODB_URI, TEST_KAFKA_BROKERS and TEST_REDIS_URL are set (the npm script sets them).
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build, stale } from '../../deploy/scripts/build.mjs'

if (stale()) build()
const require = createRequire(import.meta.url)
require('reflect-metadata')
require('@nestjs/common').Logger.overrideLogger(false)
const { Schema } = require('mongoose')
const { Clock } = require('@yiwang/domain')
const { eventsOf } = require('@yiwang/contracts')
const { EventConsumer, SetAsides, StoppedPartitions } = require('@yiwang/messaging')
const { openDistributed, openStation } = require('@yiwang/platform')

const AGGREGATES = 500
const POISON_EVERY = 1_000
const event = eventsOf('information-network')
const told = new Schema({ text: { type: String, required: true } })
const heard = new Schema({ count: { type: Number, required: true } })

function wanted() {
  const { values } = parseArgs({ options: { events: { type: 'string', default: '6000' }, rate: { type: 'string', default: '200' } } })
  const [events, rate] = [Number(values.events), Number(values.rate)]
  if (!Number.isInteger(events) || events < POISON_EVERY) throw new Error(`--events must be a whole number of at least ${POISON_EVERY}`)
  if (!Number.isInteger(rate) || rate < 1 || rate > 10_000) throw new Error('--rate must be a whole number of events per second from 1 to 10000')
  return { events, rate }
}

async function measure(open, { events, rate }, poisoned) {
  const house = await open()
  const source = house.store.collection('information-network', 'told', told)
  const effects = house.store.collection('kiosk', 'heard', heard)
  const asides = new SetAsides(house.store)
  const stopped = new StoppedPartitions(house.store)
  for (const known of [asides, stopped]) known.of('kiosk')
  await house.setup?.(1)
  const consumer = new EventConsumer(house.transport, asides, stopped, house.store)
  const asked = new Map()
  const sick = new Set()
  const times = []
  const take = async ({ subject, sequence, data }) => {
    if (data.text === 'poison') throw new Error('poison')
    await effects.upsert(subject, (before) => ({ set: { count: (before?.count ?? 0) + 1 } }))
    if (!sick.has(subject)) times.push(performance.now() - asked.get(`${subject}/${sequence}`))
  }
  consumer.addHandler('information-network.notice-published', take, true, { group: 'kiosk.listener', handler: 'Listener' })
  await new Promise((resolve, reject) => consumer.listen((error) => (error ? reject(error) : resolve())))

  const sequences = new Map()
  const write = (n) => {
    const poison = poisoned && n % POISON_EVERY === POISON_EVERY / 2
    const id = `notice-${poison ? n % 97 : n % AGGREGATES}`
    if (poison) sick.add(id)
    const sequence = (sequences.get(id) ?? 0) + 1
    sequences.set(id, sequence)
    asked.set(`${id}/${sequence}`, performance.now())
    const text = poison ? 'poison' : '明日检修'
    const published = event('information-network.notice-published', { noticeId: id, title: '停水通知', text, areaCode: '320613004006' })
    return source.upsert(id, () => ({ set: { text }, events: [published] }))
  }
  const written = []
  // The first second warms up and is not counted.
  for (let n = 0, start = performance.now(); n < events + rate; n++) {
    const early = start + (n * 1000) / rate - performance.now()
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early))
    if (n === rate) times.length = 0
    written.push(write(n))
  }
  await Promise.all(written)
  const healthy = () => [...sequences].filter(([id]) => !sick.has(id)).reduce((sum, [, count]) => sum + count, 0)
  for (let taken = -1; taken < healthy(); await new Promise((resolve) => setTimeout(resolve, 100))) {
    taken = 0
    for (const id of sequences.keys()) if (!sick.has(id)) taken += (await effects.get(id))?.count ?? 0
  }
  await asides.onApplicationShutdown()
  await consumer.close()
  await house.close()
  return { times: times.sort((a, b) => a - b), sick: sick.size }
}

const station = async () => {
  const directory = mkdtempSync(join(tmpdir(), 'yiwang-poison-'))
  const house = openStation({ DATA_DIR: directory, DATA_KEY: randomBytes(32).toString('base64') }, new Clock())
  return {
    ...house,
    async close() {
      await house.close()
      rmSync(directory, { recursive: true })
    },
  }
}

const { TEST_MONGODB_URI, TEST_KAFKA_BROKERS, TEST_REDIS_URL } = process.env
const distributed = async () => {
  const name = `poison-${Date.now()}`
  const uri = new URL(TEST_MONGODB_URI)
  uri.pathname = `/${name}`
  const settings = {
    MONGODB_URI: uri.href,
    KAFKA_BROKERS: TEST_KAFKA_BROKERS,
    REDIS_URL: TEST_REDIS_URL,
    MONGODB_POOL: 20,
    KAFKA_CLIENT_ID: 'poison',
  }
  return openDistributed({ ...settings, DATA_KEY: randomBytes(32).toString('base64') }, new Clock(), `${name}.`)
}

async function table() {
  const options = wanted()
  const rows = [['station', station], ...(TEST_MONGODB_URI && TEST_KAFKA_BROKERS && TEST_REDIS_URL ? [['distributed', distributed]] : [])]
  if (rows.length === 1)
    process.stderr.write('The distributed row is left out: TEST_MONGODB_URI, TEST_KAFKA_BROKERS and TEST_REDIS_URL are not set.\n')
  process.stdout.write(
    `${options.events} events at ${options.rate}/s, ${AGGREGATES} aggregates; milliseconds from asking to taken, of aggregates that are not poisoned\n`,
  )
  process.stdout.write('| row | poison | p50 | p90 | p99 | largest | counted |\n|---|---|---|---|---|---|---|\n')
  for (const [name, open] of rows)
    for (const poisoned of [false, true]) {
      const { times, sick } = await measure(open, options, poisoned)
      const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))].toFixed(1)
      process.stdout.write(
        `| ${name} | ${poisoned ? `1 in ${POISON_EVERY}, ${sick} aggregates` : 'none'} | ${at(0.5)} | ${at(0.9)} | ${at(0.99)} | ${at(1)} | ${times.length} |\n`,
      )
    }
}

table().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  },
)
