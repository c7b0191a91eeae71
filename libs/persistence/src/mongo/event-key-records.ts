import { type ServiceName, services } from '@yiwang/contracts'
import { newId } from '@yiwang/domain'
import type { Binary, Db, FindCursor, Collection as Native } from 'mongodb'
import { StoreUnavailable } from '../errors'
import { type EventKeyStore, type KeptKey, serviceOfKey } from '../event-keys/event-key'
import { ask } from './faults'

interface Record {
  _id: string
  half?: Binary | Uint8Array
  of?: string
  destroyedAt?: Date
}

/** Beside the collections of documents, which have a dot in their names: no dump of those holds these (`--excludeCollectionsWithPrefix=event-keys-`). */
export const eventKeysOf = (service: string): string => `event-keys-${service}`

/** Before every key: says that the collection is this house's own, as the house knows it. Where it is missing, so are the keys. */
const MARK = '!'

/** Of which house they are, and since when it has begun anew. It lies among what is dumped with the documents. */
interface Known {
  _id: 'event-keys'
  id: string
  /** Every collection has had its mark: one that lacks it now has lost it. */
  marked?: true
  begunAnew?: string
}

/** The distributed row's event keys: a collection for each service, which it alone writes and every one reads. */
export class EventKeyRecords implements EventKeyStore {
  private constructor(
    private readonly db: Db,
    private known?: Known,
  ) {}

  static async open(db: Db): Promise<EventKeyRecords> {
    return new EventKeyRecords(db, await knownIn(db))
  }

  get begunAnew(): string | undefined {
    return this.known?.begunAnew
  }

  async read(ids: string[]): Promise<KeptKey[]> {
    const found = [...byService(ids, (id) => id)].map(([service, some]) => all(this.of(service).find({ _id: { $in: some } })))
    return (await Promise.all(found)).flat()
  }

  async add(keys: Required<Pick<KeptKey, 'id' | 'half'>>[]): Promise<void> {
    await this.addKept(keys)
  }

  async addKept(keys: KeptKey[]): Promise<void> {
    const asWrite = ({ id, half, ...rest }: KeptKey) => ({
      updateOne: { filter: { _id: id }, update: { $setOnInsert: { ...rest, ...(half && { half: Buffer.from(half) }) } }, upsert: true },
    })
    for (const [service, some] of byService(keys, ({ id }) => id))
      await ask(this.of(service).bulkWrite(some.map(asWrite) as never, { ordered: false }))
  }

  async destroy(id: string, of: string, at: Date): Promise<void> {
    const gone = { $unset: { half: '' }, $set: { of }, $min: { destroyedAt: at } }
    await ask(this.of(serviceOfKey(id)).updateOne({ _id: id }, gone as never, { upsert: true }))
  }

  destroyed(service: string, begin: string, after: string, limit: number): Promise<KeptKey[]> {
    const there = { of: { $gt: after, $lt: `${begin}\u{10ffff}` }, destroyedAt: { $exists: true } }
    return all(this.of(service).find(there).sort({ of: 1 }).limit(limit))
  }

  page(service: string, after: string, limit: number): Promise<KeptKey[]> {
    return all(
      this.of(service)
        .find({ _id: { $gt: after || `${service}/` } })
        .sort({ _id: 1 })
        .limit(limit),
    )
  }

  async beginAnew(begunAnew: string): Promise<void> {
    await ask(houseOf(this.db).updateOne({ _id: 'event-keys' }, { $set: { begunAnew }, $setOnInsert: { id: newId() } }, { upsert: true }))
    this.known = await knownIn(this.db)
  }

  /**
   * Indexes, and in each collection the mark of the house. Throws StoreUnavailable where the house has keys and they are not there; `lost`: nobody has a copy of them, and the house begins anew. While
   * no service runs.
   */
  async setUp({ lost = false }: { lost?: boolean } = {}): Promise<void> {
    // By which those that were destroyed are found.
    for (const service of services) await ask(this.of(service).createIndex({ of: 1 }, { sparse: true }))
    this.known = await knownIn(this.db)
    const missing = await this.missing()
    // Marked last: what was cut off before, or is done by another at this moment, has lost nothing.
    if (this.known?.marked && missing.length && !lost) throw new StoreUnavailable(gone(missing))
    await ask(houseOf(this.db).updateOne({ _id: 'event-keys' }, { $setOnInsert: { id: newId() } }, { upsert: true }))
    // Once more, with nothing missing, it changes nothing.
    if (lost && (missing.length || !this.begunAnew)) await this.beginAnew(newId())
    this.known = await knownIn(this.db)
    for (const service of await this.missing())
      await ask(this.of(service).updateOne({ _id: MARK }, { $set: { of: this.known?.id } }, { upsert: true }))
    await ask(houseOf(this.db).updateOne({ _id: 'event-keys' }, { $set: { marked: true } }))
  }

  /** Throws StoreUnavailable where they are gone: no service makes others in silence. */
  async check(): Promise<void> {
    this.known = await knownIn(this.db)
    if (!this.known?.marked) throw new StoreUnavailable('the store knows of no event keys: run `npm run setup` first')
    const missing = await this.missing()
    if (missing.length) throw new StoreUnavailable(gone(missing))
  }

  /** The services whose keys are not there, or are another house's. */
  private async missing(): Promise<ServiceName[]> {
    const marks = await Promise.all(services.map(async (service) => [service, await ask(this.of(service).findOne({ _id: MARK }))] as const))
    return marks.flatMap(([service, mark]) => (mark && mark.of === this.known?.id ? [] : [service]))
  }

  private of = (service: string): Native<Record> => this.db.collection<Record>(eventKeysOf(service))
}

function byService<K>(keys: K[], idOf: (key: K) => string): Map<string, K[]> {
  const found = new Map<string, K[]>()
  for (const key of keys) {
    const service = serviceOfKey(idOf(key))
    found.set(service, [...(found.get(service) ?? []), key])
  }
  return found
}

const all = async (found: FindCursor<Record>): Promise<KeptKey[]> => (await ask(found.toArray())).map(kept)

function kept({ _id, half, of, destroyedAt }: Record): KeptKey {
  const bytes = half && (half instanceof Uint8Array ? half : half.value())
  return { id: _id, ...(bytes && { half: bytes as Uint8Array }), ...(of && { of }), ...(destroyedAt && { destroyedAt }) }
}

const houseOf = (db: Db): Native<Known> => db.collection<Known>('house')
const knownIn = async (db: Db): Promise<Known | undefined> => (await ask(houseOf(db).findOne({ _id: 'event-keys' }))) ?? undefined

const gone = (of: string[]) =>
  `the event keys are gone (${of.map(eventKeysOf).join(', ')}): put back the latest copy that you kept of them. Where there is none, \`npm run setup -- --event-keys-lost\` begins anew: what events say of people up to now is then lost for good, documents are not`
