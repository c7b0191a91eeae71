import autocannon from 'autocannon'
import { cpuEach, figure, median, ofRounds, percentile } from './figures.mjs'
import { registerResidents, signIn, ticketsOf } from './people.mjs'
import { withCpu } from './processes.mjs'
import { profiled } from './profile.mjs'
import { openHouse } from './rows.mjs'

const CONNECTIONS = [1, 8, 32]
const GOAL = 1 / 3
/** Messages that one connection sends in turn; each begins at a place of its own. */
const IN_TURN = 100

/** Tickets created each second, beside a bare server that does one durable insert into the same store. Rounds take turns, so that both meet the same noise. */
export async function creates(row, { messages, seconds, rounds, profile, tell }) {
  const house = await openHouse(row)
  try {
    const bodies = ticketsOf(messages, await registerResidents(house))
    const ours = { url: `${house.url('hotline')}/api/hotline/tickets`, headers: await signIn(house), bodies }
    await house.untilTold(() => load({ ...ours, connections: 8, seconds }))
    const floor = await house.openFloor()
    const theirs = { url: floor.url, headers: { 'content-type': 'application/json' }, bodies }
    await load({ ...theirs, connections: 8, seconds: 1 })

    // What others make of a ticket belongs to its price.
    const settled = (wanted) => house.untilTold(() => load(wanted))
    const lines = []
    for (const connections of CONNECTIONS) {
      const taken = { ours: [], theirs: [] }
      for (let round = 0; round < rounds; round++) {
        taken.ours.push(await withCpu(house.parts, () => settled({ ...ours, connections, seconds })))
        taken.theirs.push(await withCpu({ server: [floor.pid], ...house.serverParts }, () => load({ ...theirs, connections, seconds })))
        tell(`${row}: creates at ${connections}: ${last(taken.ours)} beside ${last(taken.theirs)}`)
      }
      lines.push(lineOf(row, connections, taken))
    }
    const notes = row === 'distributed' ? [await indexedNote(theirs, seconds), ...(await commandsOf(house, ours, seconds))] : []
    if (profile) notes.push(...(await profiled(row, house.processes, () => load({ ...ours, connections: 8, seconds }))))
    return { lines, notes }
  } finally {
    await house.close()
  }
}

const last = (rounds) => Math.round(rounds.at(-1).perSecond)

function lineOf(row, connections, { ours, theirs }) {
  const ratios = ours.map(({ perSecond }, at) => perSecond / theirs[at].perSecond)
  return {
    figure: `creates/s, ${connections} connection${connections > 1 ? 's' : ''}`,
    row,
    ours: told(ours),
    'beside it': `one insert: ${told(theirs)}`,
    ratio: ofRounds(ratios),
    goal: `≥ ${GOAL.toFixed(2)} ${median(ratios) >= GOAL ? 'met' : 'missed'}`,
    'CPU ms each': `${cpuOf(ours)}; one insert: ${cpuOf(theirs)}`,
  }
}

const of = (rounds, name) => rounds.map((round) => round[name])
const told = (rounds) => `${ofRounds(of(rounds, 'perSecond'))}; p50 ${ofRounds(of(rounds, 'p50'))}, p99 ${ofRounds(of(rounds, 'p99'))} ms`
const cpuOf = (rounds) => cpuEach(of(rounds, 'cpu'), of(rounds, 'count'))

/** So many connections, each sending its next ticket when the one before was answered. */
export async function load({ url, headers, bodies, connections, seconds }) {
  const times = []
  let begins = 0
  const run = autocannon({
    url,
    connections,
    duration: seconds,
    method: 'POST',
    headers,
    setupClient(client) {
      const from = (begins++ * IN_TURN) % bodies.length
      client.setRequests(Array.from({ length: IN_TURN }, (_, at) => ({ body: JSON.stringify(bodies[(from + at) % bodies.length]) })))
    },
  })
  run.on('response', (_client, _status, _bytes, ms) => times.push(ms))
  const { non2xx, errors, duration } = await run
  if (non2xx || errors) throw new Error(`${url}: ${non2xx} answers were not 2xx, ${errors} did not come`)
  return { count: times.length, perSecond: times.length / duration, p50: percentile(times, 0.5), p99: percentile(times, 0.99) }
}

/** What no program could do better that keeps the hotline's indexes. */
async function indexedNote(theirs, seconds) {
  const taken = await load({ ...theirs, url: theirs.url.replace('/tickets', '/indexed'), connections: 8, seconds })
  return `distributed: one insert into a collection with the hotline’s indexes, 8 connections: ${figure(taken.perSecond)}/s, p99 ${figure(taken.p99)} ms`
}

/** Which commands one create costs store and broker, by who sends them. */
async function commandsOf(house, ours, seconds) {
  for (const one of house.processes) await one.ask('count')
  const { count } = await house.untilTold(() => load({ ...ours, connections: 8, seconds }))
  const notes = []
  for (const one of house.processes) {
    const { commands } = await one.ask('counted')
    const often = Object.entries(commands).filter(([, times]) => times / count > 0.1)
    if (often.length) notes.push(`${one.name}: ${often.map(([name, times]) => `${name} ${(times / count).toFixed(2)}`).join(', ')}`)
  }
  return ['', `Commands to store and broker for each create (${count} creates at 8 connections):`, ...notes.map((note) => `- ${note}`)]
}
