import type { Caller } from '../caller'
import type { Collected, Stored } from '../checker/collected'
import type { Found } from '../checker/found'
import { add, find, lose, set, without } from '../checker/spoiling'
import type { Client } from '../client'
import { acknowledged } from '../history'
import { together } from '../together'
import type { Kinds } from './kinds'
import { moneyFaults } from './kiosk-money'

/** With an account at the waterworks, or rather one for each way that it may behave. */
const HOUSEHOLDS = 6
/** The ending of an account says how the simulated waterworks behaves. */
const ENDINGS = ['0001', '9901', '9902', '9903', '9904', '9905']
const UNREACHABLE = '9906'
const accounts = Array.from({ length: HOUSEHOLDS }, (_, at) => ENDINGS.map((ending) => `W${at + 1}-${ending}`)).flat()
const billOf = (accountNumber: string) => `/bills?biller=water&accountNumber=${accountNumber}`
const isSettled = ({ state }: Stored) => state === 'settled'

export const kiosk: Kinds = {
  service: 'kiosk',
  wishes: (caller) => [
    [5, () => registerNeed(caller)],
    [9, () => pay(caller)],
    [2, () => read(caller)],
  ],
  due: { 'register-need': () => ['kiosk.need-registered'], pay: () => ['kiosk.payment-taken'] },
  // The biller's answer comes later.
  byItself: ['kiosk.payment-settled', 'kiosk.payment-failed'],
  lookedUp: { 'register-need': { as: 'KIOSK-DEMO-1', list: '/needs' }, pay: { as: 'KIOSK-DEMO-1', list: '/payments', field: 'amount' } },
  observe: bills,
  underWay: {
    collection: 'kiosk.payments',
    where: { state: 'pending' },
    forGood: ({ operations }) =>
      new Set(operations.filter(({ sent }) => String(sent.accountNumber).endsWith(UNREACHABLE)).map(({ answered }) => String(answered?.id))),
  },
  copies: [
    { collection: 'kiosk.areas', source: '/information-network/areas', fields: ['name', 'level'] },
    { collection: 'kiosk.notices', source: '/information-network/notices', fields: ['title', 'text', 'areaCode'] },
    { collection: 'kiosk.terminals', source: '/identity/accounts', of: ['identity.terminal-registered'], fields: ['account', 'name', 'areaCode'] },
  ],
  faults,
  knocks: (count) => [
    { as: 'KIOSK-DEMO-1', service: 'kiosk', kind: 'bill', path: billOf('W1-0001') },
    {
      as: 'KIOSK-DEMO-1',
      service: 'kiosk',
      kind: 'pay',
      path: '/payments',
      method: 'POST',
      // An account has one unfinished payment at a time.
      body: { biller: 'water', accountNumber: `AWAY-${count()}-0001`, amount: 1 },
    },
  ],
  tamperings: [
    [
      'a last event that was lost',
      (day) => lose(day, ({ type }) => type === 'kiosk.payment-settled'),
      /the document remembers event 2, the topic ends with 1/,
    ],
    ['a need that is not followed', (day) => set(find(day, 'kiosk.needs'), { state: 'sent' }), /need .* is sent, its ticket/],
    ['a payment over another amount', (day) => set(find(day, 'kiosk.payments', isSettled), { amount: 1_000_000 }), /payment .* is over 1000000/],
    ['an entry that does not balance', (day) => find(day, 'kiosk.payments').entries[0].postings[0].amount++, /does not sum to zero/],
    ['money that went from one box into none', (day) => find(day, 'kiosk.payments', isSettled).entries.pop(), /the ledger holds/],
    ['a payment that the biller never heard of', (day) => without(day, 'kiosk.water-charges'), /the biller says that it never heard of it/],
    [
      'a second payment of an account at the same time',
      (day) => add(day, 'kiosk.payments', 'second', isSettled),
      /payments of one account are numbered/,
    ],
    ['a payment that was still pending when the next was taken', readAsPending, /was pending after .* of the same account had been taken/],
    ['a charge that nobody paid', (day) => add(day, 'kiosk.water-charges', 'second'), /which nobody paid/],
    ['a bill that did not fall', ({ observed }) => set(observed.kiosk.after, { [accounts[0]]: -1 }), /owed .* and owes -1/],
  ],
}

/** Two payments of one account as they were told, and a late look at the first. */
function readAsPending({ operations }: Collected): void {
  const paid = operations.filter((one) => one.kind === 'pay' && acknowledged(one))
  const earlier = paid.find(({ sent, endedAt }) => paid.some((one) => one.sent.accountNumber === sent.accountNumber && one.begunAt > Number(endedAt)))
  if (!earlier) throw new Error('the day has no account that was paid twice to tamper with')
  const { id } = earlier.answered as { id: string }
  const now = Date.now()
  operations.push({
    id: 'late',
    kind: 'read',
    subject: id,
    sent: { atLeast: 0 },
    begunAt: now,
    endedAt: now,
    tries: 1,
    unanswered: 0,
    status: 200,
    answered: { id, state: 'pending' },
  })
}

async function registerNeed({ world, chance, number, ask }: Caller) {
  const resident = world.residents.length ? chance.one(world.residents) : undefined
  const reporter = resident ? { name: resident.name, phone: resident.phone, residentId: resident.id } : { name: '李桂芳', phone: '13900005678' }
  const where = chance.one([{ place: '登记的住址' }, { reporter: { ...reporter, address: '易家桥新村 8 幢' } }, {}])
  const wanted = { reporter, description: `小区门口积水（${number}-${chance.below(1e9)}）。`, ...where }
  const { status, body } = await ask('KIOSK-DEMO-1', 'kiosk', 'register-need', '/needs', wanted)
  if (status === 201) world.needs.push(body.id)
}

async function pay({ world, chance, client, ask }: Caller) {
  const ending = chance.weighed([[70, '0001'], ...ENDINGS.slice(1).map((one): [number, string] => [6, one]), [1, UNREACHABLE]])
  const accountNumber = `W${chance.between(1, HOUSEHOLDS)}-${ending}`
  if (ending !== UNREACHABLE) await client.ask({ as: 'KIOSK-DEMO-1', service: 'kiosk', kind: 'bill', path: billOf(accountNumber) })
  const once = () => ask('KIOSK-DEMO-1', 'kiosk', 'pay', '/payments', { biller: 'water', accountNumber, amount: chance.between(1, 5_000) })
  // Now and then by two keys at the same moment, at two instances: at most one is taken.
  const answers = await Promise.all(chance.happens(0.15) ? [once(), once()] : [once()])
  for (const { status, body } of answers) if (status === 201) world.payments.push(body.id)
}

async function read({ world, chance, get }: Caller) {
  if (world.needs.length) await get('KIOSK-DEMO-1', 'kiosk', '/needs', chance.one(world.needs), 0)
  if (world.payments.length) await get('KIOSK-DEMO-1', 'kiosk', '/payments', chance.one(world.payments), 0)
}

async function bills(desk: Client): Promise<Record<string, number>> {
  const owed: Record<string, number> = {}
  await together(accounts, async (accountNumber) => {
    const { body } = await desk.ask({ as: 'KIOSK-DEMO-1', service: 'kiosk', kind: 'bill', path: billOf(accountNumber) })
    owed[accountNumber] = Number(body.owed)
  })
  return owed
}

/** The kiosk follows a need to the present state of its ticket; and money is kept. */
function* faults(found: Found): Generator<string> {
  const needs = found.byId('kiosk.needs')
  const tickets = found.byId('hotline.tickets')
  for (const registered of found.of('kiosk.need-registered')) {
    const ticket = tickets.get(found.derived(registered.id, 'ticket'))
    const need = needs.get(registered.subject)
    if (ticket && (need?.state !== ticket.state || need?.number !== ticket.number || need?.ticketId !== ticket._id))
      yield `need ${registered.subject} is ${need?.state}, its ticket ${ticket._id} is ${ticket.state}`
  }
  yield* moneyFaults(found)
}
