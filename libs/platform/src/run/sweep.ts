import { farthest } from '@yiwang/domain'
import { type Collection, type Filter, type Stored } from '@yiwang/persistence'
import { LARGEST_PAGE } from '@yiwang/persistence/stores'

interface Timed {
  method: string
  everyMs: number
}

const timed = new WeakMap<object, Timed[]>()

/** Timed work: a provider's method that runs every `everyMs` milliseconds, never overlapping itself. Several instances of a service may run it at once. */
export const Every =
  (everyMs: number) =>
  (prototype: object, method: string, _descriptor: TypedPropertyDescriptor<() => Promise<void>>): void => {
    timed.set(prototype, [...(timed.get(prototype) ?? []), { method, everyMs }])
  }

/** A provider's timed methods, those of the classes that it extends among them. */
export function timedMethodsOf(provider: object): Timed[] {
  const found: Timed[] = []
  for (let prototype = Object.getPrototypeOf(provider); prototype; prototype = Object.getPrototypeOf(prototype))
    found.push(...(timed.get(prototype) ?? []))
  return found
}

type Take<T> = (one: Stored<T>) => Promise<unknown>

/** Takes all that matches, the smallest `by` first, page by page until none is left: `take` leaves nothing that would match again. */
export async function takeAll<T extends { id: string }>(collection: Collection<T>, filter: Filter, by: string, take: Take<T>): Promise<void> {
  for (;;) {
    const { items, next } = await collection.find(filter, { sort: by, limit: LARGEST_PAGE })
    for (const one of items) await take(one)
    if (!next) return
  }
}

interface Due {
  where: Filter
  /** The path that says when. */
  at: string
  now: Date
  /** So far ahead it is put off at most: what lies further ahead was put off by a wrong clock, and is due. */
  longestMs: number
}

/** At a time, so that one run ends and the next goes on. */
const AT_ONCE = 50

/** Takes what is due, side by side, at most fifty in one run. `take` puts off, or ends, what it takes. */
export async function takeDue<T extends { id: string }>(collection: Collection<T>, { where, at, now, longestMs }: Due, take: Take<T>): Promise<void> {
  for (const when of [{ lte: now }, { gt: farthest(now, longestMs) }]) {
    const due = await collection.find({ ...where, [at]: when }, { sort: at, limit: AT_ONCE })
    await Promise.all(due.items.map(take))
  }
}
