import { ask, isDuplicate } from '@yiwang/persistence/operations'
import { nextTurn } from '@yiwang/persistence/stores'
import type { Db } from 'mongodb'
import type { Head, Seal } from '../seal'

type SealRecord = Seal & { _id: string }

/** A part of a seal's heads, its id made of their root. Two instances that seal the same events at once write the same records, and need no lock. */
interface HeadsRecord {
  _id: string
  heads: [source: string, subject: string, sequence: number, hash: string][]
}

const PART = 2_000

/** The seals of the distributed row. */
export class DistributedSeals {
  constructor(private readonly db: Db) {}

  async all(): Promise<Seal[]> {
    return ask(this.records.find().sort({ chain: 1, number: 1 }).map(toSeal).toArray())
  }

  async last(chain: string): Promise<Seal | undefined> {
    const [record] = await ask(this.records.find({ chain }).sort({ number: -1 }).limit(1).toArray())
    return record && toSeal(record)
  }

  /** Stores heads, then their seal; false where another seal has its number: an instance was quicker. */
  async add(seal: Seal, heads: Head[]): Promise<boolean> {
    for (let part = 0; part * PART < heads.length; part++) {
      const some = heads.slice(part * PART, (part + 1) * PART)
      await once(this.parts.insertOne({ _id: `${seal.root}/${String(part).padStart(6, '0')}`, heads: some.map(toRow) }))
    }
    return once(this.records.insertOne({ _id: `${seal.chain}/${seal.number}`, ...seal }))
  }

  async addMoved(seal: Seal, heads: Head[]): Promise<void> {
    await this.add(seal, heads)
  }

  async heads(seal: Seal): Promise<Head[]> {
    const heads: Head[] = []
    // All ids that begin with the root and a `/`: the next character after `/` is `0`.
    const parts = this.parts.find({ _id: { $gte: `${seal.root}/`, $lt: `${seal.root}0` } }).sort({ _id: 1 })
    for await (const part of parts) {
      for (const [source, subject, sequence, hash] of part.heads) heads.push({ source, subject, sequence, hash })
      await nextTurn()
    }
    return heads
  }

  private get records() {
    return this.db.collection<SealRecord>('seals')
  }

  private get parts() {
    return this.db.collection<HeadsRecord>('seal-heads')
  }
}

const toSeal = ({ _id: _, ...seal }: SealRecord): Seal => seal
const toRow = ({ source, subject, sequence, hash }: Head): HeadsRecord['heads'][number] => [source, subject, sequence, hash]

const once = (insert: Promise<unknown>): Promise<boolean> =>
  ask(insert).then(
    () => true,
    (error) => {
      if (isDuplicate(error)) return false
      throw error
    },
  )
