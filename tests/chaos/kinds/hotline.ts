import type { Caller } from '../caller'
import type { Found } from '../checker/found'
import { add, behind, find, lose, set, toldOf, toldTicket, without } from '../checker/spoiling'
import type { Wish } from '../client'
import { COMMUNITY } from '../world'
import type { Kinds } from './kinds'

/** What the hotline's directory hears of the register: that somebody is introduced to home care is none of it. */
const residentNews = ['information-network.resident-registered', 'information-network.resident-updated']

const knock = { reporter: { name: '王建国', phone: '13900001234' }, areaCode: COMMUNITY, description: '路灯不亮。', urgency: 'ordinary' }

export const hotline: Kinds = {
  service: 'hotline',
  wishes: (caller) => [
    [18, () => recordTicket(caller)],
    [13, () => act(caller, 'dispatch', ['received', 'returned'], 'operator', { unitId: COMMUNITY })],
    [9, () => act(caller, 'accept', ['dispatched'], 'worker')],
    [3, () => act(caller, 'return', ['dispatched'], 'worker', { reason: '不属本社区办理。' })],
    [8, () => act(caller, 'resolve', ['handling'], 'worker', { reply: '已上门查看并修复。' })],
    [7, () => act(caller, 'call-back', ['resolved'], 'operator', verdict(caller))],
    [3, () => act(caller, 'answer', ['received'], 'operator', { reply: '已当场答复。', solved: caller.chance.happens(0.5) })],
    [5, () => refer(caller, '需要助浴。')],
    [3, () => list(caller)],
    [8, () => read(caller)],
  ],
  due: {
    'record-ticket': () => ['hotline.ticket-received'],
    dispatch: () => ['hotline.ticket-dispatched'],
    accept: () => ['hotline.ticket-accepted'],
    return: () => ['hotline.ticket-returned'],
    resolve: () => ['hotline.ticket-resolved'],
    answer: ({ sent }) => ['hotline.ticket-answered', ...(sent.solved ? ['hotline.ticket-closed'] : [])],
    refer: () => ['hotline.ticket-referred'],
    'call-back': ({ sent }) => [
      'hotline.ticket-called-back',
      ...(sent.reached ? [sent.satisfied ? 'hotline.ticket-closed' : 'hotline.ticket-reopened'] : []),
    ],
  },
  tellsStates: ['hotline.tickets'],
  lookedUp: { 'record-ticket': { as: 'operator', list: '/tickets', field: 'description' } },
  line: ({ type }, { ticketId, residentId }) =>
    type.startsWith('hotline.ticket-') ? { kind: 'ticket', id: ticketId, ...(type.endsWith('linked') && { residents: [residentId] }) } : undefined,
  copies: [
    { collection: 'hotline.areas', source: '/information-network/areas', fields: ['name', 'level'] },
    { collection: 'hotline.calendar', source: '/information-network/calendar', fields: ['noticed'] },
    { collection: 'hotline.callers', source: '/information-network/residents', of: residentNews, fields: ['areaCode'] },
    { collection: 'hotline.units', source: '/information-network/units', fields: ['name', 'kind', 'areaCode'] },
  ],
  faults: ticketFaults,
  knocks: () => [
    { as: 'operator', service: 'hotline', kind: 'list', path: '/tickets?limit=1' },
    { as: 'operator', service: 'hotline', kind: 'record-ticket', path: '/tickets', method: 'POST', body: knock },
  ],
  tamperings: [
    ['a ticket that was acknowledged and is gone', (day) => without(day, 'hotline.tickets', toldTicket(day)), /record-ticket .* is not stored/],
    [
      'a ticket in another state than told',
      (day) => set(find(day, 'hotline.tickets', toldTicket(day)), { state: 'returned-to-nobody' }),
      /its last event says/,
    ],
    ['an event that was lost', (day) => lose(day, ({ type }) => type === 'hotline.ticket-received'), /came where 1 was due/],
    [
      'something done though it was refused',
      (day) => set(toldOf(day, 'dispatch'), { status: 409, unanswered: 0 }),
      /was refused \(409\), and yet there is/,
    ],
    ['something done that nobody asked for', (day) => set(toldOf(day, 'dispatch'), { kind: 'read' }), /nobody asked for it/],
    [
      'something acknowledged and never done',
      (day) => day.operations.push({ ...toldOf(day, 'dispatch'), id: 'never' }),
      /dispatch never was acknowledged/,
    ],
    ['a second ticket for one need', (day) => add(day, 'hotline.tickets', 'second', ({ origin }) => origin?.service === 'kiosk'), /led to 2 tickets/],
    ['a caller who is not known', (day) => without(day, 'hotline.callers'), /hotline.callers took event 0/],
    ['a caller who is known as before', (day) => behind(find(day, 'hotline.callers')), /hotline.callers took event/],
  ],
}

async function recordTicket({ world, chance, number, ask }: Caller) {
  const resident = chance.happens(0.8) && world.residents.length ? chance.one(world.residents) : undefined
  const reporter = resident ? { name: resident.name, phone: resident.phone, residentId: resident.id } : { name: '王建国', phone: '13900001234' }
  const others = world.residents.filter(({ id }) => id !== resident?.id)
  const beneficiary = chance.happens(0.2) && others.length ? chance.one(others) : undefined
  const wanted = {
    reporter,
    ...(beneficiary && { beneficiary: { name: beneficiary.name, residentId: beneficiary.id } }),
    areaCode: COMMUNITY,
    description: `楼道灯坏了，老人上下楼不安全（${number}-${chance.below(1e9)}）。`,
    urgency: chance.one(['ordinary', 'urgent', 'critical']),
  }
  const record = (told: Record<string, unknown>) => ask('operator', 'hotline', 'record-ticket', '/tickets', told)
  const answer = await record(wanted)
  // Where the news of a registration is not there yet, the ticket is for somebody as told on the phone.
  const { status, body } =
    answer.status === 404 ? await record({ ...wanted, reporter: { name: reporter.name, phone: reporter.phone }, beneficiary: undefined }) : answer
  if (status === 201) world.putBack(body)
}

/** Two colleagues press the same button now and then: one is told, the other may hear that it cannot be. */
async function act(caller: Caller, action: string, states: string[], as: Wish['as'], body: Record<string, unknown> = {}) {
  const { world, chance } = caller
  const id = world.take(world.in(...states), chance)
  if (!id) return recordTicket(caller)
  const once = () => caller.ask(as, 'hotline', action, `/tickets/${id}/${action}`, body, id)
  await Promise.all(chance.happens(0.07) ? [once(), once()] : [once()])
  world.putBack((await caller.get('operator', 'hotline', '/tickets', id, world.versionOf(id))).body)
}

export const refer = (caller: Caller, need: string) => act(caller, 'refer', ['received', 'returned'], 'operator', { service: 'home-care', need })

const verdict = ({ chance }: Caller): Record<string, unknown> =>
  chance.weighed([
    [6, { reached: true, solved: true, satisfied: true, rating: chance.between(3, 5) }],
    [2, { reached: true, solved: false }],
    [2, { reached: false }],
  ])

/** The console's list, where tickets of other doors are met. */
async function list({ world, chance, client }: Caller) {
  const state = chance.one(['received', 'received', 'returned', 'resolved'])
  const path = `/tickets?state=${state}&sort=-createdAt&limit=20`
  const { status, body } = await client.ask({ as: 'operator', service: 'hotline', kind: 'list', path })
  if (status === 200) world.meet(body.items)
}

async function read({ world, chance, get }: Caller) {
  const ticket = world.take(world.in(chance.one(['referred', 'dispatched', 'closed', 'handling'])), chance)
  if (ticket) world.putBack((await get('operator', 'hotline', '/tickets', ticket, world.versionOf(ticket))).body)
}

/** What a ticket is, is what its last event says; and one need led to one ticket. */
function* ticketFaults(found: Found): Generator<string> {
  const tickets = found.stored('hotline.tickets')
  for (const { _id, state } of tickets) {
    const last = found.last(`/hotline/tickets/${_id}`)
    if (last && found.told(last).state !== state) yield `ticket ${_id} is ${state}, its last event says ${found.told(last).state}`
  }
  for (const need of found.of('kiosk.need-registered')) {
    const ofNeed = tickets.filter(({ origin }) => origin?.id === need.subject)
    const received = found.causedBy(need, 'hotline.ticket-received').length
    if (ofNeed.length !== 1 || received !== 1 || ofNeed[0]._id !== found.derived(need.id, 'ticket'))
      yield `need ${need.subject} led to ${ofNeed.length} tickets and ${received} events`
  }
  if (new Set(tickets.map(({ number }) => number)).size !== tickets.length) yield 'a ticket number was given twice'
  for (const [type, effect] of [
    ['home-care.visit-completed', 'hotline.ticket-resolved'],
    ['home-care.visit-not-done', 'hotline.ticket-returned'],
  ])
    for (const event of found.of(type)) {
      const effects = found.causedBy(event, effect).length
      if (effects !== 1) yield `${type} of ${event.subject} led to ${effects} ${effect}`
    }
}
