import { randomBytes } from 'node:crypto'
import { newId } from '@yiwang/domain'
import { StoreUnavailable } from '../errors'
import type { KeptKind } from '../kept-as'
import { EventKey, type EventKeyStore, type KeptKey } from './event-key'

/** Keys that are still to be given to somebody are made together: one write for so many. */
const STOCK = 128
/** What an instance remembers of keys, and for how long (ms): so long after it was destroyed elsewhere one may still open with it. */
const REMEMBERED = 10_000
const FOR_MS = 10 * 60_000

/** What is destroyed together: all that is told of one who is registered or works here, or a month of one kind. */
export interface KeyRule {
  service: string
  kind: KeptKind
}

export const hasOneEach = ({ kind }: KeyRule): boolean => kind === 'register' || kind === 'staff'

/** Between making a key ready and sealing with it nobody has a turn. */
const AT_ONCE_MS = 1_000

/** There were no event keys before: whoever's clock says so is wrong, and what is sealed by it is not to be over at once. */
const FIRST_MONTH = '2026-11'

/** The key of what a service told in a month (`2026-11`) of one kind. */
export interface MonthOfKeys {
  id: string
  kind: string
  month: string
  destroyedAt?: Date
}

/** `key` is absent where it was destroyed. `isLost`: the store had it, and has neither it nor that it was destroyed. */
type Known = { key?: EventKey; until: number; isLost?: true }

/** Keys that are nobody's yet, and until when the store is believed to have them. */
type Stock = { keys: EventKey[]; until: number }

/**
 * Under which keys the personal fields of events lie, and how these are destroyed (docs/decisions/0051-keys-that-are-destroyed.md). What it knows it answers at once; where
 * it has to ask, `ready` and `learn` answer a promise (the station's never do).
 */
export class EventKeys {
  private readonly known = new Map<string, Known>()
  private readonly stocks = new Map<string, Stock>()
  private readonly stocking = new Map<string, Promise<void>>()

  constructor(
    private readonly store: EventKeyStore,
    private readonly milliseconds: () => number = () => performance.now(),
  ) {}

  /** Until `take` has a key; undefined where it has. */
  ready(rule: KeyRule, current: string | undefined, now: Date): Promise<void> | undefined {
    if (!hasOneEach(rule)) return this.madeFor(this.monthOf(rule, now))
    if (!current) return this.stocked(rule.service)
    return then(this.learn([current]), () => (this.known.get(current)?.key ? this.putBack(current) : this.stocked(rule.service)))
  }

  /** The key of a document's events that are stored now. `current`: the one that its events had. */
  take(rule: KeyRule, current: string | undefined, now: Date): EventKey {
    if (!hasOneEach(rule)) return this.inForce(rule, now)
    const key = (current && this.known.get(current)?.key) || this.stocks.get(rule.service)?.keys.pop()
    if (!key) throw new Error('no event key was made ready')
    return key
  }

  /** Until these keys are known; undefined where they are. */
  learn(ids: string[]): Promise<void> | undefined {
    const now = this.milliseconds()
    const missing = ids.filter((id) => !((this.known.get(id)?.until ?? 0) > now))
    return missing.length ? then(this.store.read(missing), (kept) => this.remember(kept, missing)) : undefined
  }

  /** What was learned; undefined where it was destroyed. Throws where there is no such key. */
  key(id: string): EventKey | undefined {
    const known = this.known.get(id)
    if (known) return known.key
    if (this.store.begunAnew) return undefined
    throw new Error(`the event key ${id} is not at hand: put back the latest copy of the event keys`)
  }

  /** Whatever lies under it is gone, wherever it lies. `of`: whose it was. */
  async destroy(id: string, of: string, at: Date): Promise<void> {
    await this.store.destroy(id, of, at)
    this.known.delete(id)
  }

  /** Of the documents of a collection (`/<service>/<collection>`), those whose keys were destroyed, by their ids, and when. */
  async *destroyedOf(source: string): AsyncIterable<{ id: string; at: Date }> {
    const begin = `${source}/`
    const [, service] = source.split('/')
    for (let after = begin; ; ) {
      const page = await this.store.destroyed(service, begin, after, STOCK)
      for (const { of = '', destroyedAt } of page) yield { id: of.slice(begin.length), at: destroyedAt as Date }
      if (page.length < STOCK) return
      after = page[page.length - 1].of as string
    }
  }

  /** The keys of a service's months, also those that were destroyed. Keys of single ones (digits and capitals) come before them, and may be a million. */
  async *monthsOf(service: string): AsyncIterable<MonthOfKeys> {
    for (let after = `${service}/_`; ; ) {
      const page = await this.store.page(service, after, STOCK)
      for (const { id, destroyedAt } of page) {
        const [, kind, month] = id.split('/')
        yield { id, kind, month, destroyedAt }
      }
      if (page.length < STOCK) return
      after = page[page.length - 1].id
    }
  }

  /** Since it was begun anew another one: under the name that it had lie events whose key is lost. */
  private monthOf({ service, kind }: KeyRule, now: Date): string {
    const { begunAnew } = this.store
    const month = now.toISOString().slice(0, 7)
    return [service, kind, month < FIRST_MONTH ? FIRST_MONTH : month, ...(begunAnew ? [begunAnew] : [])].join('/')
  }

  private madeFor(id: string): Promise<void> | undefined {
    return then(this.learn([id]), () => (this.known.has(id) ? this.putBack(id) : this.added({ id, half: randomBytes(32) })))
  }

  /** What the store has lost and is still known here, before anything more is sealed with it: others are to open that. */
  private putBack(id: string): Promise<void> | undefined {
    const { key, isLost } = this.known.get(id) as Known
    return key && isLost ? this.added(key.kept()) : undefined
  }

  /** Of several that add it at once, one wins. */
  private added(key: ReturnType<EventKey['kept']>): Promise<void> | undefined {
    return then(this.store.add([key]), () => then(this.store.read([key.id]), (kept) => this.remember(kept)))
  }

  private stocked(service: string): Promise<void> | undefined {
    const stock = this.stocks.get(service) ?? { keys: [], until: 0 }
    this.stocks.set(service, stock)
    if (stock.keys.length && stock.until > this.milliseconds()) return undefined
    // Whoever waited looks again: others may have taken them all.
    return (this.stocking.get(service) ?? this.restocked(service, stock))?.then(() => this.stocked(service))
  }

  /** Those that have lain there for long are put there once more: nobody would open what lies under one that the store has lost meanwhile. */
  private restocked(service: string, stock: Stock): Promise<void> | undefined {
    const made = Array.from({ length: STOCK }, () => ({ id: `${service}/${newId()}`, half: randomBytes(32) }))
    const put = stock.keys.length ? stock.keys.map((key) => key.kept()) : made
    const stand = () => {
      this.remember(put)
      stock.keys = put.map(({ id }) => this.known.get(id)?.key as EventKey)
      stock.until = this.milliseconds() + FOR_MS
    }
    const stocking = then(this.store.add(put), stand)?.finally(() => this.stocking.delete(service))
    if (stocking) this.stocking.set(service, stocking)
    return stocking
  }

  /** Where the month has turned since its key was made ready, the one before it is good a last time. */
  private inForce(rule: KeyRule, now: Date): EventKey {
    const current = this.monthOf(rule, now)
    const before = () => this.monthOf(rule, new Date(now.getTime() - AT_ONCE_MS))
    const id = this.known.has(current) || !this.known.has(before()) ? current : before()
    const key = this.key(id)
    if (!key) throw new StoreUnavailable(`the event key ${id} was destroyed long ago: the clock is wrong`)
    return key
  }

  /** `asked`: for which the store was asked; what it answers nothing of, and had, it has lost. */
  private remember(kept: KeptKey[], asked: string[] = []): void {
    const until = this.milliseconds() + FOR_MS
    for (const id of asked) {
      const known = this.known.get(id)
      if (known) this.known.set(id, { ...known, until, isLost: true })
    }
    for (const { id, half } of kept) {
      this.known.delete(id)
      this.known.set(id, { key: half && new EventKey(id, half), until })
    }
    for (const id of this.known.keys()) {
      if (this.known.size <= REMEMBERED) break
      this.known.delete(id)
    }
  }
}

/** At once where that can be, so that a station's write stays one piece. */
function then<V>(value: V | Promise<V>, next: (value: V) => Promise<void> | void | undefined): Promise<void> | undefined {
  if (value instanceof Promise) return value.then(next)
  return next(value) as Promise<void> | undefined
}
