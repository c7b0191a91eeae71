import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ServiceName } from '@yiwang/contracts'
import { type Clock, DomainError } from '@yiwang/domain'
import type { Collection, Stored } from '../collection'
import { besideDelivery } from '../context'
import { StoreUnavailable } from '../errors'
import type { Blob, BlobRecord, BlobState } from './blob'
import { isWhole } from './known-blobs'
import { type Limits, type Measured, measured } from './measured'
import type { SealedBlobs } from './sealed-blobs'

/** A file that comes, and what this use of it takes. */
export interface Incoming extends Limits {
  bytes: AsyncIterable<Uint8Array>
  name?: string
  /** Called once all of it has come, with its hash, and with what takes it away again where nobody comes to name it. What throws here leaves nothing stored. */
  came?(of: { sha256: string; discard: () => Promise<void> }): void
}

export interface OpenBlob extends Blob {
  /** From `start` up to `end`; all where nothing is said. */
  read(start?: number, end?: number): Readable
}

/** Collections of the service whose documents name blobs, and by which of their fields. */
export type NamedIn = { collection: Pick<Collection<{ id: string }>, 'count'>; paths: string[] }[]

const HOUR = 3_600_000
/** What nobody finished, or names, stays for so long: any form that was begun with it is sent or given up by then. */
const UNNAMED_FOR = 24 * HOUR
const LOOKED_AT_AFTER = HOUR
/** In one run of the sweep: a million blobs are looked at in four hours. */
const PAGES = 20
const PAGE = 200
const AT_ONCE = 20

/**
 * The files of a service: photos, recordings, documents. A document names one by its id, in a field of the kind `blob`; what no document names is swept after a day
 * (docs/decisions/0030-blobs.md).
 */
export class Blobs {
  /** How far this process has come in looking at what is stored. */
  private after: string | undefined

  constructor(
    private readonly service: ServiceName,
    private readonly records: Collection<BlobRecord>,
    private readonly sealed: SealedBlobs,
    private readonly namedIn: NamedIn,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores a file as it comes, some frames at a time. Throws DomainError `empty-file`, `wrong-file-type` or `file-too-large` naming the field; whatever it throws, nothing
   * of the file stays.
   */
  async store({ bytes, name, came, ...limits }: Incoming): Promise<Blob> {
    const file = await measured(bytes, limits)
    return besideDelivery(() => this.keep(file, name, came)).finally(() => void file.end().catch(() => undefined))
  }

  /** Throws DomainError `not-found`. */
  async open(id: string): Promise<OpenBlob> {
    const record = await this.records.get(id)
    if (!record || !isWhole(record)) throw new DomainError('not-found', { id })
    const bytes = await this.sealed.open(this.service, id)
    if (!bytes || bytes.size !== record.size) throw new Error(`the bytes of the blob ${id} are gone, or cut off`)
    return { ...shownOf(record), read: (start, end) => Readable.from(bytes.read(start, end), { objectMode: false }) }
  }

  /**
   * For whoever is about to name a blob that came by an earlier request: from now on it is not swept for a day. Throws DomainError `unknown-file` naming the field. One that was
   * stored by the same request needs no asking.
   */
  async expect(id: string, field: string): Promise<Blob> {
    const found = await besideDelivery(async () => {
      const record = await this.records.get(id)
      return record?.state === 'unnamed' ? this.move(id, ['unnamed'], { state: 'stored' }) : record
    })
    if (!found || !isWhole(found)) throw new DomainError('unknown-file', { field })
    return shownOf(found)
  }

  /** Takes away, now, what this request stored and nobody came to name. */
  async discard(id: string): Promise<void> {
    if (!(await this.isNamed(id))) await besideDelivery(() => this.take(id, ['stored']))
  }

  /**
   * Takes away what was never finished, and what no document has named for a day: found unnamed, a blob waits for a day, is looked for once more, and only then is gone. Whoever
   * names it meanwhile has asked for it (`expect`) or stored it less than an hour ago, and is done with it long before that day is over. Any instance may run it, several at once.
   * One that cannot be taken away holds up no other; the first fault is thrown at the end.
   */
  async sweep(): Promise<void> {
    const due = new Date(this.clock.now().getTime() - UNNAMED_FOR)
    const faults: unknown[] = []
    const each = async (found: { id: string }[], work: (id: string) => Promise<unknown>) => {
      for (const { id } of found) await work(id).catch((fault) => faults.push(fault))
    }
    await each(await this.in('gone'), (id) => this.takeAway(id))
    await each(await this.in('coming', due), (id) => this.take(id, ['coming']))
    await each(await this.in('unnamed', due), async (id) =>
      (await this.isNamed(id)) ? this.move(id, ['unnamed'], { state: 'stored' }) : this.take(id, ['unnamed'], due),
    )
    await this.lookOn()
    if (faults.length) throw faults[0]
  }

  private async keep(file: Measured, name: string | undefined, came: Incoming['came']): Promise<Blob> {
    const id = randomBytes(16).toString('hex')
    await this.records.insert({ set: { id, state: 'coming', at: this.clock.now() } })
    try {
      await this.sealed.write(this.service, id, file.bytes)
      const { size, type } = file
      const sha256 = file.sha256()
      came?.({ sha256, discard: () => this.discard(id) })
      const kept = await this.move(id, ['coming'], { state: 'stored', size, type, sha256, ...(name && { name }) })
      if (kept?.state !== 'stored') throw new StoreUnavailable(`the blob ${id} took longer than a day to come`)
      return shownOf(kept)
    } catch (error) {
      // What cannot be taken away now is found by the sweep.
      await this.take(id, ['coming', 'stored']).catch(() => undefined)
      throw error
    }
  }

  private async lookOn(): Promise<void> {
    const where = { state: 'stored', at: { lte: new Date(this.clock.now().getTime() - LOOKED_AT_AFTER) } }
    for (let page = 0; page < PAGES; page++) {
      const { items, next } = await this.records.find(where, { sort: 'at', after: this.after, limit: PAGE })
      for (let at = 0; at < items.length; at += AT_ONCE)
        await Promise.all(
          items.slice(at, at + AT_ONCE).map(async ({ id }) => (await this.isNamed(id)) || this.move(id, ['stored'], { state: 'unnamed' })),
        )
      this.after = next ?? undefined
      if (!next) return
    }
  }

  private async in(state: BlobState, before?: Date): Promise<Stored<BlobRecord>[]> {
    return (await this.records.find({ state, ...(before && { at: { lte: before } }) }, { sort: 'at', limit: PAGE })).items
  }

  private async isNamed(id: string): Promise<boolean> {
    for (const { collection, paths } of this.namedIn) for (const path of paths) if (await collection.count({ [path]: id })) return true
    return false
  }

  /** From one of these states, since `before` where that is said; answers it as it is then. Undefined where another instance was quicker to take it away. */
  private async move(id: string, from: BlobState[], set: Partial<BlobRecord>, before?: Date): Promise<Stored<BlobRecord> | undefined> {
    const decide = ({ state, at }: BlobRecord) =>
      from.includes(state) && !(before && at > before) ? { set: { ...set, at: this.clock.now() } } : undefined
    return this.records.change(id, decide).catch((error) => {
      if ((error as DomainError).code !== 'not-found') throw error
      return undefined
    })
  }

  private async take(id: string, from: BlobState[], before?: Date): Promise<void> {
    const left = await this.move(id, from, { state: 'gone' }, before)
    if (left?.state === 'gone') await this.takeAway(id)
  }

  /** The bytes first: as long as any are there, a record tells of them. */
  private async takeAway(id: string): Promise<void> {
    await this.sealed.remove(this.service, id)
    await this.records.remove(id)
  }
}

const shownOf = ({ id, size, type, sha256, name }: BlobRecord): Blob => ({ id, size, type, sha256, ...(name !== undefined && { name }) }) as Blob
