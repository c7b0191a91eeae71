import { createRequire } from 'node:module'
import { AREAS, ticketOf } from './documents.mjs'
import { temporaryFolder } from './processes.mjs'
import { openDistributed, openStation } from './stores.mjs'

const require = createRequire(import.meta.url)
const TICKETS = 100_000
const AT_ONCE = 200
const ELSEWHERE = [AREAS[4], '320612001000', '320612000000', ...AREAS.slice(0, 2)]

/** The job that brings tickets in line with their areas, slice by slice as a service runs it: when their community has come to another street, and when nothing is to be done. */
export async function areas(row, { count = TICKETS }) {
  const { ticketSchema } = require('../../services/hotline/dist/tickets/ticket.schema')
  const { redrawable } = require('@yiwang/persistence/stores')
  const { RedrawAreas } = require('@yiwang/platform')
  const place = temporaryFolder()
  const { store, close } = row === 'station' ? openStation(place.folder) : await openDistributed('areas')
  try {
    const tickets = store.collection('hotline', 'tickets', ticketSchema)
    if (row === 'distributed') await store.setup()
    for (let from = 0; from < count; from += AT_ONCE)
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, at) => tickets.insert({ set: ticketOf(from + at) })))
    const listening = { subscribe: () => ({ unsubscribe: () => undefined }) }
    const tree = { changed: () => listening, takeRedraws: async () => {}, endRedraws: async () => {}, isRedrawDue: async () => false }
    const known = { ...tree, tree: async () => new Map([[AREAS[4], ELSEWHERE]]) }
    const all = [{ name: 'tickets', schema: ticketSchema, documents: redrawable(tickets) }]
    const walk = () => walked(new RedrawAreas(known, undefined, undefined, all), count)
    const moved = await walk()
    const left = await tickets.count({ visibleTo: AREAS[3] })
    if (left) throw new Error(`${left} tickets have the areas of before`)
    return { lines: [line('brought in line with areas that have changed', row, moved), line('found in line', row, await walk())] }
  } finally {
    await close()
    await place.remove()
  }
}

const line = (what, row, { each, cpu, longest }) => ({
  figure: `tickets ${what}, in a second`,
  row,
  ours: `${Math.round(1000 / each)} (CPU ${Math.round(cpu)} µs each, longest slice ${longest.toFixed(0)} ms)`,
})

async function walked(job, count) {
  const work = {}
  const [began, before] = [performance.now(), process.cpuUsage()]
  let longest = 0
  for (let place; ; ) {
    const at = performance.now()
    const { next } = await job.redraw({}, place, work)
    longest = Math.max(longest, performance.now() - at)
    if (!next) break
    place = next
    await new Promise(setImmediate)
  }
  const { user, system } = process.cpuUsage(before)
  return { each: (performance.now() - began) / count, cpu: (user + system) / count, longest }
}
