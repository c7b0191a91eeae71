import { cpuEach, figure, median, ofRounds, percentile } from './figures.mjs'
import { registerResidents, signIn, ticketsOf } from './people.mjs'
import { withCpu } from './processes.mjs'
import { RawClient } from './raw-client.mjs'
import { openHouse } from './rows.mjs'
import { sendSteadily } from './steady.mjs'

/** Steady rates, and how many times raw kafkajs's p99 each may take. */
const STEADY = new Map([
  [25, 3],
  [50, 3],
  [100, 5],
])
const WARM = 100
const RATES = [200, 300, 400, 600, 800, 1200, 1600, 2400]
/** A rate is held while the answers keep up and the last news is hardly later than the first. */
const ANSWERS_LATE = 1.05
const NEWS_LATER_MS = 50

/** From the moment that a ticket is committed until another service's document of it can be read; beside raw kafkajs on the same broker. */
export async function events(row, { messages, seconds, rounds, tell }) {
  const house = await openHouse(row)
  try {
    const load = {
      url: `${house.url('hotline')}/api/hotline/tickets`,
      headers: await signIn(house),
      bodies: ticketsOf(messages, await registerResidents(house)),
    }
    const ours = (rate) => watched(house, { ...load, rate, seconds })
    const warm = await ours(WARM)
    const raw = house.row === 'distributed' ? await RawClient.start(house, warm.sample) : undefined
    const theirs = (rate) => raw?.latencies({ rate, seconds })
    await theirs(WARM)

    const lines = []
    const notes = []
    let highest
    for (const [rate, goal] of STEADY) {
      const steady = { ours: [], theirs: [] }
      for (let round = 0; round < rounds; round++) {
        steady.ours.push(await ours(rate))
        steady.theirs.push(await theirs(rate))
        tell(`${row}: news at ${rate}/s: ${words(steady.ours.at(-1))} beside ${words(steady.theirs.at(-1))}`)
      }
      lines.push(lineOf(row, `news at ${rate}/s: committed to visible elsewhere`, steady.ours, steady.theirs, goal))
      notes.push(...stagesOf(row, rate, steady.ours))
      highest = { rate, taken: steady.ours.at(-1) }
    }
    for (const rate of RATES) {
      const taken = await ours(rate)
      tell(`${row}: news at ${rate}/s: ${words(taken)}${taken.held ? '' : ', not held'}`)
      if (!taken.held) break
      highest = { rate, taken }
    }
    const beside = await theirs(highest.rate)
    lines.push(lineOf(row, `news at the highest rate held: ${highest.rate}/s`, [highest.taken], [beside]))
    return { lines, notes: [...notes, ...stagesOf(row, highest.rate, [highest.taken])] }
  } finally {
    await house.close()
  }
}

const words = (taken) => (taken ? `p50 ${figure(taken.p50)}, p99 ${figure(taken.p99)} ms` : 'nothing')

/** One round, as the processes themselves saw it (probe.cjs). */
export async function watched(house, { rate, seconds, ...load }) {
  const [here, there] = [house.process('hotline'), house.process('information-network')]
  const both = [...new Set([here, there])]
  for (const one of both) await one.ask('watch')
  const { count, ids, took, cpu } = await withCpu(house.parts, () => house.untilTold(() => sendSteadily({ rate, seconds, ...load })))
  const seen = await Promise.all(both.map((one) => one.ask('stamps')))
  const sent = new Set(ids)
  const tickets = ticketsBy(seen.flatMap(({ stamps }) => stamps).filter(([, ticket]) => sent.has(ticket)))
  const told = tickets.filter(({ visible }) => visible !== undefined).length
  if (told !== count) throw new Error(`of ${count} tickets only ${told} became visible elsewhere`)
  const news = tickets.map(({ committed, visible }) => visible - committed)
  const quarter = Math.ceil(count / 4)
  const later = median(news.slice(-quarter)) - median(news.slice(0, quarter))
  const held = took <= seconds * ANSWERS_LATE && later <= NEWS_LATER_MS
  return { count, cpu, held, tickets, p50: median(news), p99: percentile(news, 0.99), sample: seen.find(({ sample }) => sample)?.sample }
}

/** When each ticket came to each stage, the first time; in the order of their commits. */
function ticketsBy(stamps) {
  const tickets = new Map()
  for (const [stage, ticket, at] of stamps) {
    const known = tickets.get(ticket) ?? {}
    tickets.set(ticket, { ...known, [stage]: Math.min(known[stage] ?? Number.POSITIVE_INFINITY, at) })
  }
  return [...tickets.values()].filter(({ committed }) => committed !== undefined).sort((a, b) => a.committed - b.committed)
}

function lineOf(row, name, ours, theirs, goal) {
  const of = (rounds, key) => rounds.map((round) => round[key])
  const told = (rounds) => `p50 ${ofRounds(of(rounds, 'p50'))}, p99 ${ofRounds(of(rounds, 'p99'))} ms`
  const line = { figure: name, row, ours: told(ours), 'CPU ms each': cpuEach(of(ours, 'cpu'), of(ours, 'count')) }
  if (theirs[0] === undefined) return line
  const ratios = ours.map(({ p99 }, at) => p99 / theirs[at].p99)
  return {
    ...line,
    'beside it': `raw kafkajs: ${told(theirs)}`,
    ratio: `p99 ${ofRounds(ratios)}`,
    ...(goal && { goal: `≤ ${goal} ${median(ratios) <= goal ? 'met' : 'missed'}` }),
  }
}

const stages = {
  station: [
    ['write', 'committed', 'the hotline’s write (before)'],
    ['committed', 'delivered', 'read from the log'],
    ['delivered', 'effect', 'looked for what was set aside, opened, validated'],
    ['effect', 'visible', 'the effect’s write'],
  ],
  distributed: [
    ['write', 'committed', 'the hotline’s write (before)'],
    ['committed', 'sent', 'waited for the relay'],
    ['sent', 'acknowledged', 'acknowledged by the broker (meanwhile)'],
    ['sent', 'fetched', 'broker and fetch'],
    ['fetched', 'delivered', 'waited behind others of its batch'],
    ['delivered', 'effect', 'looked for what was set aside, opened, validated'],
    ['effect', 'visible', 'the effect’s write'],
  ],
}

function stagesOf(row, rate, rounds) {
  const tickets = rounds.flatMap((round) => round.tickets)
  const parts = stages[row].map(([from, to, name]) => {
    const times = tickets.map((ticket) => ticket[to] - ticket[from]).filter((ms) => !Number.isNaN(ms))
    return `- ${name}: p50 ${figure(median(times))}, p99 ${figure(percentile(times, 0.99))} ms`
  })
  return ['', `Where the time goes, ${row} at ${rate}/s:`, ...parts]
}
