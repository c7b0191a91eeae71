import { acknowledged, type Operation, refused } from '../history'
import { type Collected, chainsOf, grouped } from './collected'
import type { Message } from './topics'

/** The events that each kind of operation leads to, by what was asked. */
const eventsOf: Record<string, (operation: Operation) => string[]> = {
  'register-resident': ({ status }) => (status === 201 ? ['information-network.resident-registered'] : []),
  'change-resident': () => ['information-network.resident-updated'],
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
  assign: () => ['home-care.request-assigned'],
  'start-visit': () => ['home-care.visit-started'],
  'complete-visit': () => ['home-care.visit-completed'],
  'give-visit-up': () => ['home-care.visit-not-done'],
  'register-need': () => ['kiosk.need-registered'],
  pay: () => ['kiosk.payment-taken'],
  'publish-notice': () => ['information-network.notice-published'],
  'register-terminal': () => ['identity.terminal-registered'],
}

/** The biller's answer comes later, and nobody at a door asks for it. */
const BY_ITSELF = new Set(['kiosk.payment-settled', 'kiosk.payment-failed'])

const stateOf = ({ data }: Message): unknown => JSON.parse(data).state

/**
 * What was acknowledged is stored, once, as it was told or as later events explain; what was refused is not, unless an unanswered try of it came late; and
 * nothing is there that nobody asked for.
 */
export function promiseFaults({ operations, messages, documents, began }: Collected): string[] {
  const faults: string[] = []
  const chains = chainsOf(messages)
  const ofDay = [...chains.values()].flat().filter(({ topic, partition, offset }) => offset >= (began[`${topic}/${partition}`] ?? 0))
  const asked = grouped(
    ofDay.filter(({ causation, type }) => !causation && !BY_ITSELF.has(type)),
    ({ correlation }) => correlation,
  )
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  for (const [correlation, events] of asked)
    if (!eventsOf[byId.get(correlation)?.kind ?? '']) faults.push(`${events[0].type} ${events[0].subject}: nobody asked for it (${correlation})`)

  for (const operation of operations.filter(({ kind }) => eventsOf[kind])) {
    const events = asked.get(operation.id) ?? []
    const name = `${operation.kind} ${operation.id}`
    const types = events.map(({ type }) => type)
    const due = eventsOf[operation.kind](operation)
    // One try was refused while another was still on its way: late, and only once, it may have been taken.
    const late = operation.unanswered > 0 && types.join() === eventsOf[operation.kind]({ ...operation, status: 201 }).join()
    if (refused(operation) && types.length && !late) faults.push(`${name} was refused (${operation.status}), and yet there is ${types.join(', ')}`)
    if (acknowledged(operation)) {
      if (types.join() !== due.join()) faults.push(`${name} was acknowledged: ${due.join(', ')} is due, there is ${types.join(', ') || 'nothing'}`)
      for (const fault of stored(operation, events, chains, documents)) faults.push(`${name}: ${fault}`)
    }
  }
  return [...faults, ...readingFaults(operations)]
}

const collectionOf = ({ source }: Message) => source.slice(1).replace('/', '.')

function* stored(
  { answered = {}, subject }: Operation,
  events: Message[],
  chains: Map<string, Message[]>,
  documents: Collected['documents'],
): Generator<string> {
  const [event] = events
  if (!event) return
  const id = String(answered.id ?? subject)
  if (event.subject !== id) yield `it was answered for ${id}, and happened to ${event.subject}`
  const document = documents[collectionOf(event)]?.find(({ _id }) => _id === id)
  if (!document) return yield `${id} is not stored`
  if (Number(answered.version ?? 0) > (document._?.version ?? 0)) yield `${id} has version ${document._?.version}, told was ${answered.version}`
  if (!event.source.startsWith('/hotline')) return
  const since = chains.get(`${event.source}/${id}`)?.filter(({ sequence }) => sequence >= event.sequence) ?? []
  if (!since.some((one) => stateOf(one) === answered.state))
    yield `${id} was told to be ${answered.state}, its events say ${since.map(stateOf).join(', ')}`
}

/** Whoever was told something reads it, or what came after it. */
function readingFaults(operations: Operation[]): string[] {
  return operations
    .filter(({ kind }) => kind === 'read')
    .flatMap(({ id, status, subject, sent, answered = {} }) => {
      if (status === undefined) return []
      if (status !== 200) return [`read ${id}: ${subject} was acknowledged, and yet answered ${status}`]
      return Number(answered.version ?? 0) < Number(sent.atLeast)
        ? [`read ${id}: ${subject} is at ${answered.version}, told was ${sent.atLeast}`]
        : []
    })
}
