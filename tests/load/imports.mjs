import { setTimeout } from 'node:timers/promises'
import { figure, percentile } from './figures.mjs'
import { registerResidents, signIn, tableOfPeople, ticketsOf } from './people.mjs'
import { withCpu } from './processes.mjs'
import { openHouse } from './rows.mjs'
import { sendSteadily } from './steady.mjs'

const RATE = 20
const ROUND_S = 5
const LOOK_EVERY_MS = 500
const CATCHES_UP_WITHIN_MS = 60 * 60_000
const MINUTE_MS = 60_000

/**
 * An import beside a door at which tickets are created, twenty a second: made-up residents of the register's kind, which publish nothing (on the station, straight at the collection), and a
 * table of residents at its door, whose events others copy.
 */
export async function imports(row, { messages, count, tell }) {
  const lines = row === 'station' ? await withoutEvents(row, { messages, count, tell }) : []
  return { lines: [...lines, ...(await atItsDoor(row, { messages, count, tell }))] }
}

async function withoutEvents(row, { messages, count, tell }) {
  const house = await openHouse(row)
  try {
    const bodies = ticketsOf(messages, await registerResidents(house))
    const { times, result } = await besideCreates(house, bodies, () => house.process().ask('import', { count }))
    tell(`${row}: ${count} documents stored in ${figure(result.ms / 1_000)} s`)
    const goal = (600_000 * count) / 1_000_000
    return [
      {
        figure: `import of ${count.toLocaleString('en')} documents without events`,
        row,
        ours: `${figure(result.ms / 1_000)} s, ${figure((count * 1_000) / result.ms)} rows/s`,
        goal: `< ${figure(goal / 1_000)} s ${result.ms < goal ? 'met' : 'missed'}`,
        'CPU ms each': `station ${figure(result.cpuMs / count)}, the creates beside it included`,
      },
      doorOf(row, times),
    ]
  } finally {
    await house.close()
  }
}

async function atItsDoor(row, { messages, count, tell }) {
  const house = await openHouse(row)
  try {
    const bodies = ticketsOf(messages, await registerResidents(house))
    const began = performance.now()
    let storedAt
    const { times, result, cpu } = await withCpu(house.parts, () =>
      besideCreates(house, bodies, async () => {
        const one = await importTable(house, count)
        storedAt = performance.now()
        tell(`${row}: ${one.stored} residents imported in ${figure((storedAt - began) / 1_000)} s, ${one.refused} refused`)
        return one
      }),
    )
    await house.caughtUp(CATCHES_UP_WITHIN_MS)
    const [stored, caughtUp] = [storedAt - began, performance.now() - storedAt]
    const of = (minutes) => (minutes * MINUTE_MS * count) / 1_000_000
    return [
      {
        figure: `import of ${result.stored.toLocaleString('en')} residents at its door`,
        row,
        ours: `stored in ${figure(stored / 1_000)} s, ${figure((count * 1_000) / stored)} rows/s; copies ${figure(caughtUp / 1_000)} s later`,
        goal: `< ${figure(of(20) / 1_000)} s ${stored < of(20) ? 'met' : 'missed'}; < ${figure(of(30) / 1_000)} s ${caughtUp < of(30) ? 'met' : 'missed'}`,
        'CPU ms each': Object.entries(cpu)
          .map(([part, ms]) => `${part} ${figure(ms / count)}`)
          .join(', '),
      },
      doorOf(row, times),
    ]
  } finally {
    await house.close()
  }
}

async function besideCreates(house, bodies, work) {
  let isOver = false
  const times = []
  const creating = async () => {
    while (!isOver) {
      const url = `${house.url('hotline')}/api/hotline/tickets`
      times.push(...(await sendSteadily({ url, headers: await signIn(house), bodies, rate: RATE, seconds: ROUND_S })).times)
    }
  }
  const [result] = await Promise.all([
    work().finally(() => {
      isOver = true
    }),
    creating(),
  ])
  return { times, result }
}

async function importTable(house, count) {
  const url = `${house.url('information-network')}/api/information-network/residents/imports`
  const authorized = async () => ({ authorization: (await signIn(house)).authorization })
  const form = new FormData()
  form.append('file', new Blob([tableOfPeople(count)], { type: 'text/csv' }), 'people.csv')
  const answer = await fetch(url, { method: 'POST', headers: await authorized(), body: form })
  if (!answer.ok) throw new Error(`the table was answered ${answer.status}: ${await answer.text()}`)
  const { id } = await answer.json()
  for (let headers = await authorized(), looks = 1; ; looks++) {
    await setTimeout(LOOK_EVERY_MS)
    if (looks % 600 === 0) headers = await authorized()
    const one = await (await fetch(`${url}/${id}`, { headers })).json()
    if (one.state !== 'running') return one
  }
}

const doorOf = (row, times) => ({
  figure: `… a create beside it, ${RATE}/s`,
  row,
  ours: `p50 ${figure(percentile(times, 0.5))}, p99 ${figure(percentile(times, 0.99))}, longest ${figure(Math.max(...times))} ms`,
  goal: `p99 < 150 ms ${percentile(times, 0.99) < 150 ? 'met' : 'missed'}`,
})
