import { farthest, hasCome } from '@yiwang/domain'
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

/** All that matches, in the order of `by` (`-at`: the greatest first), page by page. */
export async function* eachBy<T extends { id: string }>(collection: Collection<T>, filter: Filter, by: string): AsyncGenerator<Stored<T>> {
  for (let after: string | null | undefined; after !== null; ) {
    const page = await collection.find(filter, { sort: by, limit: LARGEST_PAGE, after })
    yield* page.items
    after = page.next
  }
}

interface Due {
  where: Filter
  /** The field that says when. */
  at: string
  now: Date
  /** So far ahead it is put off at most: what lies further ahead was put off by a wrong clock, and is due. */
  longestMs: number
}

/** At a time, so that one run ends and the next goes on. */
const AT_ONCE = 50
const EVER = new Date(0)

/** Takes what is due, side by side, at most fifty in one run. `take` puts off, or ends, what it takes. */
export async function takeDue<T extends { id: string }>(collection: Collection<T>, { where, at, now, longestMs }: Due, take: Take<T>): Promise<void> {
  const find = (after: Date) => collection.find({ ...where, [at]: { gt: after } }, { sort: at, limit: AT_ONCE })
  // One question, once a second for ever: where all that waits fits into one answer, so does what was put off.
  const { items, next } = await find(EVER)
  const due = items.filter((one) => hasCome((one as Record<string, unknown>)[at] as Date, now, longestMs))
  await Promise.all(due.map(take))
  if (next) await Promise.all((await find(farthest(now, longestMs))).items.map(take))
}
