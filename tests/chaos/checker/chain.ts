import { createHash } from 'node:crypto'
import type { Collected } from './collected'
import type { Message } from './topics'

/** The recipe of docs/ARCHITECTURE.md, section 6, written down a second time. */
function hashOf(message: Message): string {
  const { previousHash, id, type, source, subject, time, sequence, correlation, causation, traceparent, data } = message
  const { actorId, actorRole, actorFor, clientCorrelation } = message
  const origin = [actorId ?? null, actorRole ?? null, clientCorrelation ?? null, ...(actorFor ? [actorFor] : [])]
  const hashed = [
    previousHash,
    id,
    type,
    source,
    subject,
    time,
    sequence,
    correlation,
    causation ?? null,
    traceparent ?? null,
    data,
    ...(origin.some(Boolean) ? origin : []),
  ]
  return createHash('sha256').update(JSON.stringify(hashed)).digest('hex')
}

/** Every stored change's events were published: repeats byte for byte, first occurrences without a gap and chained, up to the head in the document, in one partition. */
export function chainFaults({ messages, documents }: Collected): string[] {
  const faults: string[] = []
  const chains = new Map<string, Message[]>()
  const known = new Map<string, Message>()
  for (const message of messages) {
    const { source, subject, sequence, id } = message
    const name = `event ${sequence} of ${source}/${subject}`
    const before = known.get(id)
    if (before) {
      if (before.bytes !== message.bytes || before.partition !== message.partition) faults.push(`${name}: a repeat differs`)
      continue
    }
    known.set(id, message)
    const chain = chains.get(`${source}/${subject}`) ?? []
    chains.set(`${source}/${subject}`, chain)
    if (sequence !== chain.length + 1) faults.push(`${name} came where ${chain.length + 1} was due`)
    if (message.previousHash !== (chain.at(-1)?.hash ?? '')) faults.push(`${name} does not follow the event before it`)
    if (hashOf(message) !== message.hash) faults.push(`${name}: its content does not give its hash`)
    if (message.key !== subject || message.topic !== `${source.split('/')[1]}.events`) faults.push(`${name} lies where it does not belong`)
    if (chain.length && chain[0].partition !== message.partition) faults.push(`${name} lies in another partition than the first`)
    chain.push(message)
  }
  return [...faults, ...headFaults(documents, chains)]
}

function headFaults(documents: Collected['documents'], chains: Map<string, Message[]>): string[] {
  const faults: string[] = []
  const remembered = new Set<string>()
  for (const [collection, stored] of Object.entries(documents)) {
    for (const { _id, _ } of stored) {
      const name = `/${collection.replace('.', '/')}/${_id}`
      const last = chains.get(name)?.at(-1)
      remembered.add(name)
      if (_?.chain?.sequence !== last?.sequence || _?.chain?.hash !== last?.hash)
        faults.push(`${name}: the document remembers event ${_?.chain?.sequence ?? 0}, the topic ends with ${last?.sequence ?? 0}`)
    }
  }
  for (const name of chains.keys()) if (!remembered.has(name)) faults.push(`${name}: has events and no document`)
  return faults
}
