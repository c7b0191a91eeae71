import type { Published } from '@yiwang/messaging'
import type { ChainHead } from '@yiwang/persistence/operations'
import type { StoredEvent } from '@yiwang/persistence/stores'
import { checkNext, nameOf } from '../chain'
import { found } from '../fault'
import type { Head } from '../seal'

/** An aggregate's hashes in order, each packed into 32 one-byte characters, since those of a whole topic are in memory at once. */
interface Chain {
  hashes: string[]
  hasDocument?: true
}

const packed = (hash: string) => Buffer.from(hash, 'hex').toString('latin1')
const unpacked = (hash: string) => Buffer.from(hash, 'latin1').toString('hex')

/** Checks the events of one topic in the order of its messages: a new one must follow the last of its aggregate, a repeated one must be the same byte for byte. */
export class Chains {
  events = 0
  private readonly chains = new Map<string, Chain>()
  /** For each partition the offset that comes next, and those of repeats. */
  private readonly next: number[] = []
  private readonly repeats: number[][] = []

  constructor(readonly topic: string) {}

  get aggregates(): number {
    return this.chains.size
  }

  /** Throws Found. */
  follow({ partition, offset, event, whole, due }: Published): void {
    const lane = `partition ${partition} of ${this.topic}`
    const expected = this.next[partition] ?? 0
    if (offset !== expected) found('log', `offset ${expected} of ${lane} is missing`)
    this.next[partition] = offset + 1
    if (!event) found('log', `offset ${offset} of ${lane} holds no event of this house`)
    if (!whole) found('event', `${nameOf(event)} is not in the form it was sent in`, event)
    if (partition !== due || !this.topic.startsWith(`${event.source.split('/')[1]}.`))
      found('event', `${nameOf(event)} lies in another topic or partition than its own`, event)
    this.add(event, offset, partition)
  }

  private add(event: StoredEvent, offset: number, partition: number): void {
    const key = `${event.source}/${event.subject}`
    const chain = this.chains.get(key) ?? { hashes: [] }
    const before = chain.hashes[event.sequence - 1]
    if (before !== undefined) {
      const first = { sequence: event.sequence - 1, hash: event.sequence > 1 ? unpacked(chain.hashes[event.sequence - 2]) : '' }
      checkNext(event, first)
      if (packed(event.hash) !== before) found('event', `${nameOf(event)} was sent again with another content`, event)
      this.repeats[partition] ??= []
      this.repeats[partition].push(offset)
      return
    }
    checkNext(event, this.headOf(chain))
    chain.hashes.push(packed(event.hash))
    this.chains.set(key, chain)
    this.events++
  }

  /** The last event of an aggregate. */
  head(source: string, subject: string): ChainHead | undefined {
    const chain = this.chains.get(`${source}/${subject}`)
    return chain && this.headOf(chain)
  }

  hashAt({ source, subject, sequence }: Omit<Head, 'hash'>): string | undefined {
    const hash = this.chains.get(`${source}/${subject}`)?.hashes[sequence - 1]
    return hash === undefined ? undefined : unpacked(hash)
  }

  /** Events whose first occurrence lies before these offsets. */
  countBefore(ends: number[]): number {
    return ends.reduce((sum, end, partition) => {
      const repeated = (this.repeats[partition] ?? []).filter((offset) => offset < end).length
      return sum + Math.min(end, this.next[partition] ?? 0) - repeated
    }, 0)
  }

  /** The aggregate's document was seen. */
  hasDocument(source: string, subject: string): void {
    const chain = this.chains.get(`${source}/${subject}`)
    if (chain) chain.hasDocument = true
  }

  /** Aggregates whose documents were not seen, with the head of each. */
  *withoutDocument(): Iterable<Head> {
    for (const [key, chain] of this.chains) {
      if (chain.hasDocument) continue
      const [, service, collection, ...subject] = key.split('/')
      yield { source: `/${service}/${collection}`, subject: subject.join('/'), ...(this.headOf(chain) as ChainHead) }
    }
  }

  private headOf = ({ hashes }: Chain): ChainHead | undefined =>
    hashes.length ? { sequence: hashes.length, hash: unpacked(hashes[hashes.length - 1]) } : undefined
}
