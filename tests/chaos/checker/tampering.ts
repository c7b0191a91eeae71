import { acknowledged } from '../history'
import type { Collected, Stored } from './collected'
import type { Message } from './topics'

/** What was never so: each makes a good day's record a bad one, and says by which words the checker must name it. */
export const tamperings: [name: string, tamper: (day: Collected) => void, named: RegExp][] = [
  ['a ticket that was acknowledged and is gone', (day) => without(day, 'hotline.tickets', toldTicket(day)), /record-ticket .* is not stored/],
  [
    'a ticket in another state than told',
    (day) => set(find(day, 'hotline.tickets', toldTicket(day)), { state: 'returned-to-nobody' }),
    /its last event says/,
  ],
  ['an event that was lost', (day) => lose(day, ({ type }) => type === 'hotline.ticket-received'), /came where 1 was due/],
  [
    'a last event that was lost',
    (day) => lose(day, ({ type }) => type === 'kiosk.payment-settled'),
    /the document remembers event 2, the topic ends with 1/,
  ],
  ['two events in the wrong order', reorder, /came where/],
  ['an event with other content', (day) => change(day, ({ data }) => ({ data: data.replace('"', ' "') })), /does not give its hash/],
  ['an event with another time', (day) => change(day, () => ({ time: '2026-01-01T00:00:00.000Z' })), /does not give its hash/],
  ['a repeat that differs', (day) => day.messages.push({ ...day.messages[0], bytes: `${day.messages[0].bytes} ` }), /a repeat differs/],
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
  ['a reader who sees what was before', (day) => set(read(day), { answered: { version: 0 }, sent: { atLeast: 1 } }), /is at 0, told was 1/],
  ['a line of the timeline twice', (day) => add(day, 'information-network.timeline', 'twice'), /is there without an event/],
  ['a line of the timeline gone', (day) => without(day, 'information-network.timeline'), /the timeline of .* is missing/],
  [
    'a line of the timeline at another time',
    (day) => set(find(day, 'information-network.timeline'), { at: new Date(0) }),
    /the timeline of .* due is/,
  ],
  ['a second ticket for one need', (day) => add(day, 'hotline.tickets', 'second', ({ origin }) => origin?.service === 'kiosk'), /led to 2 tickets/],
  ['a second request for one referral', (day) => add(day, 'home-care.requests', 'second'), /is there without a referral/],
  ['a visit that nobody planned', (day) => add(day, 'home-care.visits', 'second'), /is there without a request/],
  ['a caller who is not known', (day) => without(day, 'hotline.callers'), /hotline.callers took event 0/],
  ['a caller who is known as before', (day) => behind(find(day, 'hotline.callers')), /hotline.callers took event/],
  ['a need that is not followed', (day) => set(find(day, 'kiosk.needs'), { state: 'sent' }), /need .* is sent, its ticket/],
  ['a payment over another amount', (day) => set(find(day, 'kiosk.payments', settled(day)), { amount: 1_000_000 }), /payment .* is over 1000000/],
  ['an entry that does not balance', (day) => find(day, 'kiosk.payments').entries[0].postings[0].amount++, /does not sum to zero/],
  ['money that went from one box into none', (day) => find(day, 'kiosk.payments', settled(day)).entries.pop(), /the ledger holds/],
  ['a payment that the biller never heard of', (day) => without(day, 'kiosk.water-charges'), /the biller says that it never heard of it/],
  ['a charge that nobody paid', (day) => add(day, 'kiosk.water-charges', 'second'), /which nobody paid/],
  ['a bill that did not fall', (day) => set(Object.values(day.bills)[0], { after: -1 }), /owed .* and owes -1/],
  ['an event that waits for somebody', setAside, /has 1 events of/],
]

type Where = (document: Stored) => boolean

const set = (target: object, fields: object) => Object.assign(target, fields)

function find({ documents }: Collected, collection: string, where: Where = () => true): Stored {
  const found = documents[collection]?.find(where)
  if (!found) throw new Error(`the day has none of ${collection} to tamper with`)
  return found
}

const without = (day: Collected, collection: string, where?: Where) => {
  const gone = find(day, collection, where)
  day.documents[collection] = day.documents[collection].filter((one) => one !== gone)
}

const add = (day: Collected, collection: string, _id: string, where?: Where) =>
  day.documents[collection].push({ ...find(day, collection, where), _id })

const toldOf = ({ operations }: Collected, kind: string) => {
  const operation = operations.find((one) => one.kind === kind && acknowledged(one))
  if (!operation) throw new Error(`the day has no ${kind} that was acknowledged`)
  return operation
}
const read = (day: Collected) => toldOf(day, 'read')

const toldTicket = (day: Collected): Where => {
  const id = toldOf(day, 'record-ticket').answered?.id
  return ({ _id }) => _id === id
}

const settled =
  (_: Collected): Where =>
  ({ state }) =>
    state === 'settled'

function lose(day: Collected, where: (message: Message) => boolean): void {
  const lost = day.messages.find(where)
  day.messages = day.messages.filter(({ id }) => id !== lost?.id)
}

function change(day: Collected, to: (message: Message) => Partial<Message>): void {
  const [id] = [day.messages[0].id]
  day.messages = day.messages.map((message) => (message.id === id ? { ...message, ...to(message) } : message))
}

function reorder(day: Collected): void {
  const second = day.messages.findIndex(({ sequence }) => sequence === 2)
  const first = day.messages.findIndex(({ source, subject }) => source === day.messages[second].source && subject === day.messages[second].subject)
  const swapped = [...day.messages]
  swapped[first] = day.messages[second]
  swapped[second] = day.messages[first]
  day.messages = swapped
}

function behind({ _ }: Stored): void {
  for (const key of Object.keys(_?.taken ?? {})) set(_?.taken ?? {}, { [key]: 0 })
}

function setAside(day: Collected): void {
  const waiting = { _id: 'waits', handler: 'TestHandlers', aggregate: '/hotline/tickets/x', state: 'parked', events: [{}] }
  day.documents['kiosk.set-aside'] = [...(day.documents['kiosk.set-aside'] ?? []), waiting]
}
