import { services } from '@yiwang/contracts'
import { Caller } from './caller'
import { check } from './checker/check'
import { type Collected, collect } from './checker/collected'
import { untilQuiet } from './checker/quiet'
import { endsOf, kafkaAt, topicsOf } from './checker/topics'
import { Client } from './client'
import type { DistributedRow } from './distributed-row'
import { acknowledged, History } from './history'
import { kinds } from './kinds/all'
import { Nemesis } from './nemesis'
import { Chance } from './random'
import { together } from './together'
import { World } from './world'

export interface DayOptions {
  row: DistributedRow
  password: string
  seed: number
  /** At least so many, and until every kind of fault was there. */
  operations: number
  callers?: number
  /** How many of their wishes callers begin in a second, together; without it they do not rest. */
  pace?: number
  /** Milliseconds: then it ends, whatever is missing. */
  within: number
}

export interface Day {
  collected: Collected
  faults: string[]
  report: string
}

/** A day of the distributed row under faults: clients work while the nemesis strikes, then everything comes to rest, then the checker looks. */
export async function liveThrough({ row, password, seed, operations, callers = 6, pace, within }: DayOptions): Promise<Day> {
  const history = new History()
  const world = new World(seed)
  const mongodb = row.servers.addresses.TEST_MONGODB_URI
  const brokers = row.servers.addresses.TEST_KAFKA_BROKERS
  const clientOf = (name: string, by: number) => new Client(row, history, password, `${name}`, new Chance(seed * 1_000 + by))
  const began = await endsNow(brokers)
  const desk = clientOf('desk', 999)
  const before = await observe(desk)

  const nemesis = new Nemesis(row, new Chance(seed))
  const start = Date.now()
  const until = start + within
  const turn = inTurn(pace)
  const working = () => (history.operations.length < operations || !nemesis.satisfied) && Date.now() < until
  await Promise.all(
    Array.from({ length: callers }, async (_, number) => {
      const chance = new Chance(seed * 1_000 + number)
      const caller = new Caller(clientOf(`day${seed}-${number}`, number + 100), world, chance, number)
      while (working()) {
        await turn()
        await caller.operate()
      }
    }),
  )
  const worked = Date.now()
  const answered = history.operations.filter(({ endedAt }) => endedAt !== undefined).length
  await nemesis.stop()

  const restless = await untilQuiet(mongodb, brokers, history)
  const rested = Date.now()
  const after = await observe(desk)
  await readAll(desk, history)
  const observed = Object.fromEntries(Object.keys(before).map((service) => [service, { before: before[service], after: after[service] }]))
  const collected = await collect(mongodb, brokers, { operations: history.operations, began, observed })
  const missing = nemesis.satisfied ? [] : ['the day ended before every kind of fault was there']
  // The row's own command as well: it knows the seals.
  const verdict = await row.command('verify')
  const evidence = verdict.code === 0 ? [] : [`verify: ${verdict.said}`]
  const faults = [...history.faults, ...nemesis.failures, ...row.crashes(), ...missing, ...restless, ...evidence, ...check(collected)]
  const seconds = { worked: (worked - start) / 1000, rested: (rested - worked) / 1000, checked: (Date.now() - rested) / 1000 }
  return { collected, faults, report: reportOf({ seed, seconds, answered, history, nemesis, collected, faults }) }
}

/** Resolves for one after the other, at most so many in a second. */
function inTurn(pace?: number): () => Promise<void> {
  let next = 0
  return async () => {
    if (!pace) return
    const now = Date.now()
    next = Math.max(now, next + 1_000 / pace)
    await new Promise((resolve) => setTimeout(resolve, next - now))
  }
}

async function endsNow(brokers: string): Promise<Record<string, number>> {
  const admin = kafkaAt(brokers).admin()
  await admin.connect()
  const ends = await endsOf(admin, await topicsOf(admin))
  await admin.disconnect()
  return Object.fromEntries(ends)
}

async function observe(desk: Client): Promise<Record<string, Record<string, number>>> {
  const observed = kinds.map(async (one) => [one.service, (await one.observe?.(desk)) ?? {}] as const)
  return Object.fromEntries(await Promise.all(observed))
}

/** What was told is looked up once more at its own door, word for word where the door shows words. */
async function readAll(desk: Client, history: History): Promise<void> {
  const doors = new Map(kinds.flatMap(({ service, lookedUp = {} }) => Object.entries(lookedUp).map(([kind, door]) => [kind, { service, ...door }])))
  const promised = history.operations.filter((operation) => doors.has(operation.kind) && acknowledged(operation))
  await together(promised, async (told) => {
    const door = doors.get(told.kind)
    if (!door) return
    const { as, service, list, field } = door
    const subject = String(told.answered?.id)
    const { operation } = await desk.ask({ as, service, kind: 'read', path: `${list}/${subject}`, subject, noted: { atLeast: 0 } })
    if (field && operation.answered?.[field] !== told.sent[field]) history.faults.push(`${list}/${subject}: ${field} is not as it was sent`)
  })
}

function reportOf(day: {
  seed: number
  seconds: Record<'worked' | 'rested' | 'checked', number>
  answered: number
  history: History
  nemesis: Nemesis
  collected: Collected
  faults: string[]
}): string {
  const { seed, seconds, answered, history, nemesis, collected, faults } = day
  const counted = (counts: Iterable<[string, number]>) =>
    [...counts]
      .sort()
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')
  const kinds = new Map<string, number>()
  for (const { kind, status } of history.operations)
    kinds.set(`${kind} ${status ?? 'unanswered'}`, (kinds.get(`${kind} ${status ?? 'unanswered'}`) ?? 0) + 1)
  return [
    `seed ${seed}: ${answered} operations in ${seconds.worked.toFixed(0)} s, ${(answered / seconds.worked).toFixed(1)}/s, at two instances of ${services.length} services`,
    `at rest ${seconds.rested.toFixed(0)} s later, checked within ${seconds.checked.toFixed(0)} s`,
    `faults: ${counted(nemesis.struck)}`,
    `answers by status: ${counted(history.answers)}`,
    `operations: ${counted(kinds)}`,
    `published: ${collected.messages.length} messages, ${new Set(collected.messages.map(({ id }) => id)).size} events`,
    faults.length
      ? `${faults.length} FAULTS:\n${faults
          .slice(0, 40)
          .map((fault) => `  ${fault}`)
          .join('\n')}`
      : 'nothing was lost, nothing was done twice, no money appeared or vanished',
  ].join('\n')
}
