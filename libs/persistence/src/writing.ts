import { type Clock, type Decision, DomainError, deriveId } from '@yiwang/domain'
import { type Context, currentContext, type EventInHand, type KeyedRequest, type RequestHashes, runInContext } from './context'
import { type EventKeys, hasOneEach, type KeyRule } from './event-keys/event-keys'
import type { Bookkeeping, Opened, Shape, StoredRecord } from './shape'
import { chain, type StoredEvent, tellsOfPeople } from './stored-event'
import { claim, withTaking } from './taking'
import type { Vault } from './vault'

/** What a write knows of its surroundings: the context it was asked in, and what to take back if it is not stored. */
export interface Write {
  context: Context | undefined
  undo: (() => void)[]
}

/** The complete next state of a document, as it is stored and as it is answered, and the events that go with it. */
export interface Next<T> {
  record: StoredRecord
  document: T & { version: number }
  chained: StoredEvent[]
}

/** What a write builds on; `before` is undefined for a new document. */
export interface Before {
  known: Bookkeeping
  /** Of the next state. */
  version: number
  before?: Opened<object>
}

/** A repeat comes soon or never: so many keyed changes are remembered. */
const REMEMBERED = 20

/** What a collection writes, the same on both stores: state, events and the memory of what led to them. */
export class Writing<T extends { id: string }> {
  private readonly source: string
  /** Undefined where nothing that is told of its documents tells of people. */
  private readonly rule?: KeyRule

  constructor(
    private readonly shape: Shape,
    private readonly vault: Vault,
    private readonly eventKeys: EventKeys,
    private readonly clock: Clock,
  ) {
    this.source = `/${shape.name.replace('.', '/')}`
    if (shape.kept && shape.kept !== 'nobody') this.rule = { service: shape.name.split('.')[0], kind: shape.kept }
  }

  /** Runs `work` in the context of whoever asked, also where `queue` lets it wait; where it fails, nothing counts as taken. */
  async inContext<R>(work: (write: Write) => R, queue: (work: () => R) => Promise<R> | R = (now) => now()): Promise<Awaited<R>> {
    const write: Write = { context: currentContext(), undo: [] }
    try {
      return await queue(() => runInContext(write.context, () => work(write)))
    } catch (error) {
      for (const undo of write.undo) undo()
      throw error
    }
  }

  /** Until there is the key that a decision's events are sealed with; undefined where there is. */
  ready(decision: Decision<T>, { eventKey }: Bookkeeping): Promise<void> | undefined {
    return this.rule && this.isSealed(decision) ? this.eventKeys.ready(this.rule, eventKey, this.clock.now()) : undefined
  }

  next(document: T, decision: Decision<T>, { known, version, before }: Before, write: Write): Next<T> {
    const { events = [] } = decision
    const { event, actor } = write.context ?? {}
    const now = this.clock.now()
    const eventKey = this.rule && this.isSealed(decision) ? this.eventKeys.take(this.rule, known.eventKey, now) : undefined
    const from = { source: this.source, subject: document.id, head: known.chain, now, vault: this.vault, eventKey }
    const chained = events.length ? chain(events, from) : []
    const last = chained.at(-1)
    if (last && write.context) write.context.published = true
    const bookkeeping = {
      ...known,
      ...(actor && { [before ? 'changedBy' : 'author']: actor }),
      ...(event && { taken: withTaking(known, event) }),
      ...(last && { chain: { sequence: last.sequence, hash: last.hash } }),
      ...(eventKey && this.rule && hasOneEach(this.rule) && { eventKey: eventKey.id }),
    }
    return { ...this.shape.toRecord<T>(document, bookkeeping, version, before), chained }
  }

  async destroyKey(id: string, { eventKey }: Bookkeeping): Promise<void> {
    if (!this.rule || !hasOneEach(this.rule)) throw new Error(`the events of ${this.shape.name} have no keys of their own`)
    // Of whom only versions before event keys told has none, and stands there all the same: so they are found where an earlier state is put back.
    await this.eventKeys.destroy(eventKey ?? `${this.rule.service}/${id}`, `${this.source}/${id}`, this.clock.now())
  }

  private isSealed = ({ events = [] }: Decision<T>): boolean => events.some(({ name }) => tellsOfPeople(name))

  /** This delivery has now changed the document. */
  claimed(id: string, write: Write, event: EventInHand | undefined = write.context?.event): void {
    if (event) write.undo.push(claim(event, this.shape.name, id))
  }
}

/**
 * The hashes under which the next document stands that the request makes in a collection: its key, and from the second on its key and number. A repeat asks for the same
 * ones in the same order, and gets what is there. The number is free again where nothing was stored.
 */
export function nextMade({ context, undo }: Write, collection: string): KeyedRequest | undefined {
  const request = context?.request
  if (!request) return undefined
  request.made ??= new Map()
  const numbers = request.made.get(collection) ?? new Set<number>()
  request.made.set(collection, numbers)
  let number = 0
  while (numbers.has(number)) number++
  numbers.add(number)
  undo.push(() => numbers.delete(number))
  const numbered = ({ key, body }: RequestHashes) => ({ key: number ? deriveId(key, String(number)) : key, body })
  return { ...numbered(request), former: request.former?.map(numbered) }
}

/** The request in hand, for a change that it came for. Throws where it changed that document already. */
export function changing({ context, undo }: Write, collection: string, id: string): KeyedRequest | undefined {
  const request = context?.request
  if (!request) return undefined
  const document = `${collection}/${id}`
  request.changed ??= new Set()
  if (request.changed.has(document)) throw new Error(`${document} is changed twice for one keyed request: repeated, the second change would be lost`)
  request.changed.add(document)
  undo.push(() => request.changed?.delete(document))
  return request
}

/** Whether an earlier change of the document was made for this request. DomainError `idempotency-key-reused` where its body was another. */
export function changedFor(known: Bookkeeping, request: KeyedRequest | undefined): boolean {
  return hashesOf(request).some(({ key, body }) => {
    const before = known.requests?.find((one) => one.key === key)
    if (before && before.body !== body) throw new DomainError('idempotency-key-reused')
    return before !== undefined
  })
}

export const hashesOf = (request: KeyedRequest | undefined): RequestHashes[] => (request ? [request, ...(request.former ?? [])] : [])

/** What a document keeps of the request that makes it. */
export const madeBy = (request: KeyedRequest | undefined): Bookkeeping => (request ? { request: { key: request.key, body: request.body } } : {})

export const remembering = (known: Bookkeeping, request: KeyedRequest | undefined): Bookkeeping =>
  request ? { ...known, requests: [...(known.requests ?? []), { key: request.key, body: request.body }].slice(-REMEMBERED) } : known
