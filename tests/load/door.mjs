import { cpuEach, median, ofRounds } from './figures.mjs'
import { signIn } from './people.mjs'
import { withCpu } from './processes.mjs'
import { openHouse } from './rows.mjs'

const MOST = 256 * 1024 - 200
const GOAL_MS = 50
const TIMES = 20

const filled = (text) => text.repeat(Math.floor(MOST / Buffer.byteLength(text)))
const described = (text) => JSON.stringify({ description: text })

/** As much as a door takes of what costs most to look at; the flow test of the worst input has more, at every door. */
const worst = {
  'nothing but long': described(filled('长')),
  '60,000 of two combining marks each': described('\u0301'.repeat(60_000) + '\u0323'.repeat(60_000)),
  'as many marks as are let through': described(filled(`a${'\u0301\u0323'.repeat(15)}`)),
  '20,000 unknown fields': JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`k${at}`, 1]))),
  'objects 40,000 deep': `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`,
}

/** How long the worst body of 256 KiB keeps the door that records a ticket, one after the other, until it is refused. */
export async function door(row, { rounds, tell }) {
  const house = await openHouse(row)
  try {
    const url = `${house.url('hotline')}/api/hotline/tickets`
    const headers = await signIn(house)
    const lines = []
    for (const [why, body] of Object.entries(worst)) {
      const taken = []
      for (let round = 0; round < rounds; round++) taken.push(await withCpu(house.parts, () => refused(url, headers, body)))
      lines.push(lineOf(row, why, taken))
      tell(`${row}: ${why}: ${lines.at(-1).ours}`)
    }
    return { lines }
  } finally {
    await house.close()
  }
}

async function refused(url, headers, body) {
  const times = []
  for (let time = 0; time < TIMES; time++) {
    const began = performance.now()
    const answer = await fetch(url, { method: 'POST', headers, body })
    await answer.arrayBuffer()
    times.push(performance.now() - began)
    if (answer.status !== 400) throw new Error(`${url} was answered ${answer.status}, not 400`)
  }
  return { count: TIMES, ms: median(times) }
}

function lineOf(row, why, taken) {
  const times = taken.map(({ ms }) => ms)
  const cpu = cpuEach(
    taken.map((round) => round.cpu),
    taken.map(({ count }) => count),
  )
  return {
    figure: `worst body: ${why}`,
    row,
    ours: `${ofRounds(times)} ms`,
    goal: `≤ ${GOAL_MS} ms ${median(times) <= GOAL_MS ? 'met' : 'missed'}`,
    'CPU ms each': cpu,
  }
}
