import { hash } from 'node:crypto'
import { blankOf, type EventName, events, isEventName, sealedFieldsOf, serviceOf, topicOf, topicOfSource } from '@yiwang/contracts'
import { DomainError, type DomainEvent, newId } from '@yiwang/domain'
import { currentContext } from './context'
import type { EventKey } from './event-keys/event-key'
import type { EventKeys } from './event-keys/event-keys'
import { takenAt } from './paths'
import { eventKeyOf, type Vault } from './vault'

/** An event as it is stored and sent: CloudEvents attributes, its place in its aggregate's chain, and the exact bytes of its data. */
export interface StoredEvent {
  id: string
  type: string
  /** `/<service>/<collection>` */
  source: string
  /** The aggregate's id; also the key, so that one aggregate's events stay in order. */
  subject: string
  /** RFC 3339 */
  time: string
  /** 1, 2, 3 … without a gap within (source, subject). */
  sequence: number
  previousHash: string
  hash: string
  correlation: string
  causation?: string
  traceparent?: string
  /** The person or device that caused it, however many events ago; none where it came about by itself. */
  actorId?: string
  actorRole?: string
  /** For whom they acted, where that was another resident. */
  actorFor?: string
  /** What the client that began it calls its request. */
  clientCorrelation?: string
  /** JSON, personal fields sealed. */
  data: string
}

/** The end of an aggregate's chain, kept in its document: it shows a truncated tail. */
export interface ChainHead {
  sequence: number
  hash: string
}

/** Of whom and of which request it came. Earlier versions had none of them, and their hashes nothing of it. */
const originOf = ({ actorId, actorRole, clientCorrelation, actorFor }: StoredEvent): (string | null)[] => {
  const all = [actorId, actorRole, clientCorrelation, ...(actorFor === undefined ? [] : [actorFor])]
  return all.every((one) => one === undefined) ? [] : all.map((one) => one ?? null)
}

/** SHA-256 over the event before it and everything that is sent. */
export const hashOf = (event: StoredEvent): string =>
  hash(
    'sha256',
    JSON.stringify([
      event.previousHash,
      event.id,
      event.type,
      event.source,
      event.subject,
      event.time,
      event.sequence,
      event.correlation,
      event.causation ?? null,
      event.traceparent ?? null,
      event.data,
      ...originOf(event),
    ]),
  )

const TEXTS = ['id', 'type', 'source', 'subject', 'time', 'hash', 'previousHash', 'correlation', 'data'] as const

/**
 * What keeps this from being an event as it was stored, in the topic where it lies; undefined where it is one. Says nothing of what is in it. Whose keys a service holds, it
 * could also tell news in the name of: what it may write to is its own topic alone, and there nobody else's news are believed.
 */
export function faultOf(read: unknown, topic?: string): string | undefined {
  if (typeof read !== 'object' || read === null) return 'it is no event'
  const event = read as StoredEvent
  const missing = TEXTS.filter((field) => typeof event[field] !== 'string')
  if (!Number.isInteger(event.sequence)) missing.push('sequence' as never)
  if (missing.length) return `it lacks ${missing.join(', ')}`
  if (hashOf(event) !== event.hash) return 'its content no longer gives its hash'
  const { source, type } = event
  const home = topic ?? topicOfSource(source)
  return topicOfSource(source) === home && topicOf(serviceOf(type)) === home ? undefined : `a ${type} is none of ${home}`
}

const sealedOf = new Map<EventName, string[][]>()
function sealedPaths(name: EventName): string[][] {
  const paths = sealedOf.get(name) ?? sealedFieldsOf(name)
  sealedOf.set(name, paths)
  return paths
}

/** Whether an event of this name may say anything of people. */
export const tellsOfPeople = (name: string): boolean => isEventName(name) && sealedPaths(name).length > 0

const placeOf = (id: string, path: string[]) => `${id}/${path.join('.')}`

/** Applies `convert` to the value at `path` of a copy, where there is one. */
function mapAt(data: object, path: string[], convert: (value: never) => unknown): object {
  const [key, ...rest] = path
  const value = (data as Record<string, unknown>)[key]
  if (value === undefined || value === null) return data
  return { ...data, [key]: rest.length ? mapAt(value as object, rest, convert) : convert(value as never) }
}

/** Of an event's data, sealed, in bytes: every reader has it in memory, several at a time, and Kafka takes no more than 1 MiB with a batch. */
const LARGEST_EVENT = 64 * 1024

/** Throws DomainError `invalid-value` with the field that takes the most: what is larger belongs into a document or a blob, which the event names. */
function checkSize(name: string, sealed: object): string {
  const data = JSON.stringify(sealed)
  if (Buffer.byteLength(data) <= LARGEST_EVENT) return data
  const sizes = Object.entries(sealed).map(([field, value]): [string, number] => [field, Buffer.byteLength(JSON.stringify(value) ?? '')])
  const [field] = sizes.reduce((largest, one) => (one[1] > largest[1] ? one : largest))
  throw new DomainError('invalid-value', { field, reason: `the event ${name} would be larger than ${LARGEST_EVENT} bytes` })
}

interface Origin {
  source: string
  subject: string
  head?: ChainHead
  now: Date
  vault: Vault
  eventKey?: EventKey
}

/** Puts decided events behind the head of their aggregate's chain. `eventKey`: under which their personal fields lie, where that can be destroyed. Throws where a payload breaks its contract, a fault of ours, and DomainError `invalid-value` where it is too large: nothing is stored. */
export function chain(decided: DomainEvent[], from: Origin): StoredEvent[] {
  const { correlation = newId(), traceparent, actor, clientCorrelation, event: inHand, cause = inHand?.id } = currentContext() ?? {}
  const topic = topicOfSource(from.source)
  let head = from.head ?? { sequence: 0, hash: '' }

  return decided.map(({ name, data }) => {
    if (!isEventName(name)) throw new Error(`no contract for the event ${name}`)
    const id = newId()
    const sealed = sealedPaths(name).reduce(
      (all, path) => mapAt(all, path, (value) => from.vault.seal(value, placeOf(id, path), topic, from.eventKey)),
      events[name].parse(data) as object,
    )
    const event: StoredEvent = {
      id,
      type: name,
      source: from.source,
      subject: from.subject,
      time: from.now.toISOString(),
      sequence: head.sequence + 1,
      previousHash: head.hash,
      hash: '',
      correlation,
      ...(cause && { causation: cause }),
      ...(traceparent && { traceparent }),
      ...(actor && { actorId: actor.id, actorRole: actor.role, ...(actor.for && { actorFor: actor.for }) }),
      ...(clientCorrelation && { clientCorrelation }),
      data: checkSize(name, sealed),
    }
    event.hash = hashOf(event)
    head = { sequence: event.sequence, hash: event.hash }
    return event
  })
}

/** What is sent of an event, and not opened yet. */
export type SealedEvent = Pick<StoredEvent, 'id' | 'type' | 'source' | 'data'>

/** The keys that an event is opened with and that may have been destroyed: they are to be learned first. `sealed`: its data, for whoever has parsed them already. */
export function eventKeysIn({ type, data }: SealedEvent, sealed?: object): string[] {
  if (!isEventName(type) || !data.includes('"s3.')) return []
  const parsed = sealed ?? JSON.parse(data)
  const named = sealedPaths(type).map((path) => eventKeyOf(takenAt(parsed, path)))
  return [...new Set(named.filter((id) => id !== undefined))]
}

/**
 * The event's data, opened and validated by its contract. Where the key of its personal fields was destroyed these are blank: nobody knows any more what they said
 * (`isErased`). `sealed`: its data, for whoever has parsed them already.
 */
export function openEvent(
  event: SealedEvent,
  vault: Vault,
  eventKeys?: Pick<EventKeys, 'key'>,
  sealed: object = JSON.parse(event.data),
): { data: unknown; isErased: boolean } {
  if (!isEventName(event.type)) throw new Error(`no contract for the event ${event.type}`)
  const name: EventName = event.type
  const topic = topicOfSource(event.source)
  let isErased = false
  const open = (text: string, path: string[]) => {
    const id = eventKeyOf(text)
    const eventKey = id === undefined ? undefined : eventKeys?.key(id)
    if (eventKeys && id !== undefined && !eventKey) {
      isErased = true
      return blankOf(name, path)
    }
    return vault.open(text, placeOf(event.id, path), topic, eventKey)
  }
  const opened = sealedPaths(name).reduce((all, path) => mapAt(all, path, (text) => open(text, path)), sealed)
  return { data: events[name].parse(opened), isErased }
}

export const openData = (event: SealedEvent, vault: Vault, eventKeys?: Pick<EventKeys, 'key'>): unknown => openEvent(event, vault, eventKeys).data
