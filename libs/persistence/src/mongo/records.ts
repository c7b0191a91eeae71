import type { Collection as Native } from 'mongodb'
import type { Bookkeeping, StoredRecord } from '../shape'
import type { StoredEvent } from '../stored-event'

/** What MongoDB's documents carry beside what both stores keep: the guard of each change, and what is still to be published. */
export interface MongoBookkeeping extends Bookkeeping {
  version: number
  /** The last changes by their own ids: after a broken connection a change finds out here whether it was stored. */
  changes: string[]
  outbox?: StoredEvent[]
  /** How often it was given what follows from elsewhere, beside its versions: whoever changes it has read it so and no older. */
  redrawn?: number
  /** When the oldest event of the outbox was stored. */
  outboxAt?: Date
  lease?: Lease
}

export interface Lease {
  by: string
  until: Date
}

export type MongoRecord = StoredRecord & { _: MongoBookkeeping }
export type Records = Native<MongoRecord>

/** Enough for every writer that may come between a change and its reading back. */
const CHANGES = 32

export const changesWith = (known: MongoBookkeeping | undefined, change: string): string[] => [...(known?.changes ?? []), change].slice(-CHANGES)

/** What is the feature's and the chain's, without what only this store needs. */
export const ownBookkeeping = ({
  version: _v,
  changes: _c,
  redrawn: _r,
  outbox: _o,
  outboxAt: _a,
  lease: _l,
  ...own
}: MongoBookkeeping): Bookkeeping => own

/**
 * That it is what was read: whoever writes builds on nothing else. One that was removed and made again in between has the same id and may have the same version; the id
 * of the last change tells the two apart. Documents that were carried here have none.
 */
export function asRead({ _id, _: { version, redrawn, changes } }: MongoRecord) {
  const last = changes?.at(-1)
  return { _id, '_.version': version, '_.redrawn': redrawn ?? { $exists: false }, ...(last !== undefined && { '_.changes': last }) }
}

/** Other clear fields beside the same version. */
export function redrawingOf(before: MongoRecord, { _id, _, ...fields }: StoredRecord) {
  const anew = Object.fromEntries(Object.entries(fields).filter(([key, value]) => value !== before[key]))
  return { $set: { ...anew, '_.redrawn': (before._.redrawn ?? 0) + 1 } }
}

/** The next state as operators, never a replacement: what the relay pulls meanwhile stays pulled. */
export function updateOf(before: MongoRecord, next: StoredRecord, chained: StoredEvent[], change: string, now: Date, lease: Lease | undefined) {
  const { _id, _: own, ...fields } = next
  const gone = Object.keys(before).filter((key) => key !== '_id' && key !== '_' && !(key in fields))
  const kept = Object.fromEntries(Object.entries(own).map(([key, value]) => [`_.${key}`, value]))
  return {
    $set: {
      ...fields,
      ...kept,
      '_.version': before._.version + 1,
      '_.changes': changesWith(before._, change),
      ...(chained.length && lease && { '_.lease': lease }),
    },
    ...(gone.length && { $unset: Object.fromEntries(gone.map((key) => [key, 1])) }),
    ...(chained.length && { $push: { '_.outbox': { $each: chained } }, $min: { '_.outboxAt': now } }),
  }
}
