import { type Collection, type Filter, LARGEST_PAGE, type Stored } from '@yiwang/persistence'

/** Timed work. Any provider that extends it is run every `everyMs`, never overlapping itself; several instances may run it at once. */
export abstract class Sweep {
  abstract readonly everyMs: number
  abstract sweep(): Promise<void>
}

/** Takes all that matches, the smallest `by` first, page by page until none is left: `take` leaves nothing that would match again. */
export async function takeAll<T extends { id: string }>(
  collection: Collection<T>,
  filter: Filter,
  by: string,
  take: (one: Stored<T>) => Promise<unknown>,
): Promise<void> {
  for (;;) {
    const { items, next } = await collection.find(filter, { sort: by, limit: LARGEST_PAGE })
    for (const one of items) await take(one)
    if (!next) return
  }
}
