import { createRequire } from 'node:module'
import { ofRounds } from './figures.mjs'
import { temporaryFolder } from './processes.mjs'
import { openStation } from './stores.mjs'

const require = createRequire(import.meta.url)
const TICKETS = 3_000
const AT_ONCE = 50
export const AREAS = ['320000000000', '320600000000', '320613000000', '320613004000', '320613004006']

/** What the processor does for a ticket in a station's collection, without door and events: a page of them, one, a change of one, a new one. */
export async function documents(row, { rounds }) {
  if (row !== 'station') return { lines: [] }
  const place = temporaryFolder()
  const { ticketSchema } = require('../../services/hotline/dist/tickets/ticket.schema')
  const { store, close } = openStation(place.folder)
  try {
    const tickets = store.collection('hotline', 'tickets', ticketSchema)
    const ids = Array.from({ length: TICKETS }, (_, n) => idOf(n))
    const insert = (n) => tickets.insert({ set: ticketOf(n) })
    await inBatches(TICKETS, (n) => insert(n))
    const remark = (id) => tickets.change(id, ({ history }) => ({ set: { history: [...history.slice(0, 5), stepOf('remark')] } }))
    const works = {
      [`a page of ${AT_ONCE} tickets`]: [100, () => tickets.find({ visibleTo: AREAS[4] }, { sort: '-createdAt', limit: AT_ONCE })],
      'a ticket by its id': [2_000, (n) => tickets.get(ids[n])],
      'a change of a ticket': [1_000, (n) => remark(ids[n])],
      'a new ticket': [500, (n, round) => insert(TICKETS * (round + 2) + n)],
    }
    const lines = []
    for (const [figure, [times, work]] of Object.entries(works)) {
      const taken = []
      // The first warms the code up.
      for (let round = -1; round < rounds; round++) taken.push(await cpuOf(times, (n) => work(n, round)))
      lines.push({ figure: `CPU of ${figure}`, row, ours: `${ofRounds(taken.slice(1))} µs` })
    }
    return { lines }
  } finally {
    await close()
    await place.remove()
  }
}

/** In microseconds for each time. */
async function cpuOf(times, work) {
  const before = process.cpuUsage()
  await inBatches(times, work)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / times
}

async function inBatches(times, work) {
  for (let from = 0; from < times; from += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, times - from) }, (_, at) => work(from + at)))
}

const idOf = (n) => `ticket-${String(n).padStart(8, '0')}`
const staff = { id: 'staff-operator', name: '王建国', role: 'operator' }
const stepOf = (action, at = Date.now()) => ({ at: new Date(at), action, state: 'handling', by: staff, note: '已联系物业' })

export function ticketOf(n) {
  const person = (name, prefix) => ({ name, phone: `${prefix}${String(n).padStart(8, '0')}`, address: '秋水里7幢1203室', residentId: idOf(n) })
  const createdAt = Date.parse('2026-11-29T00:00:00Z') + n
  return {
    id: idOf(n),
    number: `20261129-${String(n).padStart(8, '0')}`,
    code: '123456',
    state: 'handling',
    areaCode: AREAS[4],
    areas: AREAS,
    visibleTo: AREAS,
    reporter: person('吴晓燕', '199'),
    beneficiary: person('王桂英', '198'),
    description: '楼道灯坏了，老人晚上下楼摔了一跤，请尽快派人来修理。',
    kind: 'help',
    place: '易家桥菜场',
    urgency: 'ordinary',
    channel: 'phone',
    confidential: false,
    preset: 'house',
    createdAt: new Date(createdAt),
    dueAt: new Date(createdAt + 432_000_000),
    dueProvisional: false,
    history: ['record', 'dispatch', 'accept', 'remark', 'remark'].map((action, at) => stepOf(action, createdAt + at)),
  }
}
