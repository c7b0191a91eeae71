import { acknowledged, type Operation, refused } from '../history'
import type { Kinds } from '../kinds/kinds'
import { type Collected, chainsOf, grouped } from './collected'
import type { Message } from './topics'

const stateOf = ({ data }: Message): unknown => JSON.parse(data).state

/**
 * What was acknowledged is stored, once, as it was told or as later events explain; what was refused is not, unless an unanswered try of it came late; and
 * nothing is there that nobody asked for.
 */
export function promiseFaults(kinds: Kinds[], { operations, messages, documents, began }: Collected): string[] {
  const faults: string[] = []
  const eventsOf: Kinds['due'] = Object.assign({}, ...kinds.map(({ due }) => due))
  const byItself = new Set(kinds.flatMap((one) => one.byItself ?? []))
  const tellsStates = new Set(kinds.flatMap((one) => one.tellsStates ?? []))
  const chains = chainsOf(messages)
  const ofDay = [...chains.values()].flat().filter(({ topic, partition, offset }) => offset >= (began[`${topic}/${partition}`] ?? 0))
  const asked = grouped(
    ofDay.filter(({ causation, type }) => !causation && !byItself.has(type)),
    ({ clientCorrelation, correlation }) => clientCorrelation ?? correlation,
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
      for (const fault of stored(operation, events, chains, documents, tellsStates)) faults.push(`${name}: ${fault}`)
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
  tellsStates: Set<string>,
): Generator<string> {
  const [event] = events
  if (!event) return
  const id = String(answered.id ?? subject)
  if (event.subject !== id) yield `it was answered for ${id}, and happened to ${event.subject}`
  const document = documents[collectionOf(event)]?.find(({ _id }) => _id === id)
  if (!document) return yield `${id} is not stored`
  if (Number(answered.version ?? 0) > (document._?.version ?? 0)) yield `${id} has version ${document._?.version}, told was ${answered.version}`
  if (!tellsStates.has(collectionOf(event))) return
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
