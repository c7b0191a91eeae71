import { join } from 'node:path'
import Database from 'libsql'
import { load } from './creates.mjs'
import { figure } from './figures.mjs'
import { registerResidents, signIn, strangers, ticketsOf } from './people.mjs'
import { openHouse } from './rows.mjs'

const SIZE = 100_000
const GOAL_MS = 50
const FIGURES_ASKED_MS = 2_000

/** The longest stop of the station's only thread in a house that holds much: what it does by itself, and beside it what requests make of it. */
export async function stops(row, { messages, minutes, seconds, tell }) {
  if (row !== 'station') return { lines: [] }
  const house = await openHouse(row, { stops: true })
  try {
    const bodies = ticketsOf(messages, await registerResidents(house))
    const { count } = await house.load({ count: SIZE, bodies: ticketsOf(messages, strangers()), within: minutes * 60_000 })
    tell(`${row}: ${count} tickets loaded`)
    // It was started anew behind the loader: its readers took the news of all tickets, and it sealed them.
    const taken = [['news and the seal of all', await house.process().ask('stops')]]

    await house.stop('station')
    const dropped = dropIndexes(join(house.env.DATA_DIR, 'station.db'))
    await house.start('station')
    await new Promise((resolve) => setTimeout(resolve, FIGURES_ASKED_MS))
    taken.push([`a start that fills ${dropped} new indexes, and counts`, await house.process().ask('stops')])

    await load({ url: `${house.url('hotline')}/api/hotline/tickets`, headers: await signIn(house), bodies, connections: 8, seconds })
    taken.push(['creates at 8 connections', await house.process().ask('stops'), true])
    const lines = taken.flatMap(([name, seen, asked]) => linesOf(row, `${name}, ${count.toLocaleString('en')} tickets`, seen, asked))
    return { lines }
  } finally {
    await house.close()
  }
}

/** As if the next version brought them. */
function dropIndexes(path) {
  const db = new Database(path)
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'hotline.tickets#%'").all([])
  const some = tables.slice(0, 3)
  for (const { name } of some) db.exec(`DROP TABLE "${name}"`)
  db.close()
  return some.length
}

const linesOf = (row, name, { works, ...seen }, asked) => [
  lineOf(row, `longest stop: ${name}`, seen, asked),
  ...Object.entries(works).map(([work, during]) => lineOf(row, `… while it ${work} (${figure(during.lasted)} ms)`, during)),
]

const lineOf = (row, name, { longest, own, collecting }, asked) => ({
  figure: name,
  row,
  ours: `${figure(own)} ms, by the clock ${figure(longest)} ms; garbage collection ${figure(collecting)} ms`,
  ...(!asked && { goal: `≤ ${GOAL_MS} ms ${own <= GOAL_MS ? 'met' : 'missed'}` }),
})
