import type { Decision } from '@yiwang/domain'
import type { Collection, Stored } from './collection'
import { DuplicateError } from './errors'

interface Numbered {
  id: string
  turn?: number
}

/**
 * Documents of which one of a kind is unfinished at a time. They are numbered within their kind, and a number is given only once the one before has ended. The store's
 * unique index over kind and turn gives each number once, so of two who come at the same moment one is refused, at whichever instance (docs/decisions/0013-one-payment-at-a-time.md).
 */
export class OneAtATime<T extends Numbered> {
  constructor(
    private readonly collection: Collection<T>,
    /** The field that says the kind. */
    private readonly kind: keyof T & string,
    private readonly isUnfinished: (one: T) => boolean,
  ) {}

  async last(of: string): Promise<Stored<T> | undefined> {
    const { items } = await this.collection.find({ [this.kind]: of, turn: { gt: 0 } }, { sort: '-turn', limit: 1 })
    return items[0]
  }

  async unfinished(of: string): Promise<Stored<T> | undefined> {
    const last = await this.last(of)
    return last && this.isUnfinished(last) ? last : undefined
  }

  /** Stored, or `before`, which has its turn. The insert decides, not what was seen before it: only so is a repeated request answered with its own. */
  async insert(of: string, decide: (turn: number) => Decision<T>): Promise<{ stored: Stored<T> } | { stored?: undefined; before: Stored<T> }> {
    for (let turn = turnAfter(await this.last(of), this.isUnfinished); ; turn++) {
      try {
        return { stored: await this.collection.insert(decide(turn)) }
      } catch (error) {
        if (!(error instanceof DuplicateError)) throw error
        const before = await this.collection.findOne({ [this.kind]: of, turn })
        if (before) return { before }
        // Whose turn it was says no longer of what kind it is, and the index has not forgotten that (SecantusDB 0.5.3): the number is spent.
        if (!error.fields.includes('turn')) throw error
      }
    }
  }
}

/** The number of the next, or that of the one under way, which nobody else gets. */
export const turnAfter = <T extends Numbered>(last: T | undefined, isUnfinished: (one: T) => boolean): number =>
  (last?.turn ?? 0) + (last && isUnfinished(last) ? 0 : 1)
