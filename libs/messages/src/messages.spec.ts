import type { Decision } from '@yiwang/domain'
import type { Collection, Stored, Vault } from '@yiwang/persistence'
import { Budgets, LocalMemory, type SecurityLog } from '@yiwang/platform'
import type { Gateway } from './gateway'
import { limits } from './limits'
import type { Message, Recipient } from './message'
import { Messages } from './messages'
import { Spending } from './spending'
import type { Template } from './template'

const MINUTE_MS = 60_000
const notice: Template = { name: 'notice', purpose: 'notice', values: [], 'zh-CN': '停水', en: 'no water' }

/** As much of a collection as messages ask of one. */
function aCollection<T extends { id: string }>() {
  const kept = new Map<string, T>()
  const change = async (id: string, decide: (current: T | undefined) => Decision<T> | undefined) => {
    const decision = decide(kept.get(id))
    if (decision) kept.set(id, { ...kept.get(id), ...decision.set } as T)
    return kept.get(id) as Stored<T>
  }
  const find = async () => ({ items: [...kept.values()], next: null })
  return { kept, collection: { get: async (id: string) => kept.get(id), findOne: async () => undefined, find, change, upsert: change } }
}

function aCity(others: number) {
  let now = new Date('2026-12-01T22:00:00+08:00').getTime()
  const clock = { now: () => new Date(now) }
  const [messages, recipients] = [aCollection<Message>(), aCollection<Recipient>()]
  const security = { note: async () => undefined } as unknown as SecurityLog
  const terms = [{ ...limits[0], anHour: { ...limits[0].anHour, others } }]
  const sent: string[] = []
  const deliver: Gateway['deliver'] = async ({ id }) => {
    sent.push(id)
    return 'sent'
  }
  const city = new Messages({
    service: 'identity',
    templates: [notice],
    messages: messages.collection as unknown as Collection<Message>,
    recipients: recipients.collection as unknown as Collection<Recipient>,
    vault: { of: () => ({ hash: (text: string) => text }) } as unknown as Vault,
    clock,
    spending: new Spending(new Budgets(new LocalMemory().tallies, clock), security, clock, terms),
    gateway: { keeps: false, deliver },
    signature: '一网',
  })
  return { city, sent, at: (time: string) => (now = new Date(`2026-12-02T${time}:00+08:00`).getTime()), pass: (ms: number) => (now += ms) }
}

it('what a night has gathered goes out by as many an hour as a city sends', async () => {
  const { city, sent, at, pass } = aCity(5)
  for (let n = 0; n < 12; n++) await city.send({ id: `m${n}`, to: `1380013800${n}`, template: notice, values: {} })
  at('08:00')
  const counts: number[] = []
  for (let hour = 0; hour < 3; hour++) {
    for (let run = 0; run < 3; run++) await city.deliverAllDue()
    counts.push(sent.length)
    pass(60 * MINUTE_MS)
  }
  expect([counts, new Set(sent).size]).toEqual([[5, 10, 12], 12])
})
