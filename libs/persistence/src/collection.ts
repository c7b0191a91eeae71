import { Inject } from '@nestjs/common'
import type { Decision } from '@yiwang/domain'
import type { Schema } from 'mongoose'
import type { DuplicateError } from './errors'
import type { Filter } from './filter'

export type Stored<T> = T & { version: number }

export interface Page<T> {
  items: T[]
  /** Where the next page begins (URL-safe), null at the end. */
  next: string | null
}

export interface FindOptions {
  /** A path, with `-` before it for descending; ties go by id. By id where absent. */
  sort?: string
  /** `next` of the page before. Throws DomainError `invalid-cursor` where it is not one of this sort. */
  after?: string
  /** 1 to 200; 50 where absent. */
  limit?: number
}

/** What has the same values in common. */
export interface Group {
  /** Each field that it was grouped by, and its value; undefined where documents lack it. */
  by: Record<string, string | number | boolean | Date | undefined>
  count: number
  /** Each field that was to be summed. What lacks it adds nothing. */
  sums: Record<string, number>
}

export const LARGEST_PAGE = 200
export const PAGE = 50

export function checkLimit(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_PAGE) throw new RangeError(`a page holds 1 to ${LARGEST_PAGE} documents`)
}

export interface ChangeOptions {
  ifVersion?: number
  keyed?: boolean
}

/** What a feature sees of the database, the same on both stores. Documents are plain objects with an `id`; personal fields arrive opened. */
export interface Collection<T extends { id: string }> {
  get(id: string): Promise<Stored<T> | undefined>
  findOne(filter: Filter): Promise<Stored<T> | undefined>
  /** Throws where no index serves filter and sort: nothing ever scans. */
  find(filter: Filter, options?: FindOptions): Promise<Page<Stored<T>>>
  /** Everything that matches, by id, read in pages. */
  each(filter: Filter): AsyncIterable<Stored<T>>
  count(filter: Filter): Promise<number>
  /**
   * How many match, and the sums of numbers, for each combination of what at most three fields hold (for each element, where one is an array), in the order of these. All is read
   * from one index that leads by the filter and holds or carries the rest: throws where there is none, or where alternatives could count a document twice.
   */
  group(filter: Filter, by: string[], sums?: string[]): Promise<Group[]>
  /**
   * Stores a new document and its events in one durable write. The id taken: the stored one is returned while an event is in hand (creating twice is
   * creating once), DuplicateError otherwise, as for a unique index. Under an Idempotency-Key seen before: the document stored then, or DomainError `idempotency-key-reused`.
   * The documents that one keyed request makes in a collection are told apart by their order: it must be the same when the request is repeated.
   */
  insert(decision: Decision<T>): Promise<Stored<T>>
  /**
   * Some hundred new documents of an import, in no hurry: each with its events in one durable write, behind whatever else waits to be written. For each, in their order, the document
   * or the DuplicateError that says what was taken; what fails otherwise is thrown, and any of them may be stored by then.
   */
  insertEach(decisions: Decision<T>[]): Promise<(Stored<T> | DuplicateError)[]>
  /**
   * Loads, asks the pure `decide`, and stores state and events in one durable write, guarded by the version; after a lost race it decides again on the fresh
   * state. `undefined` changes nothing. An event that this document already took for this handler is not decided again. DomainError `not-found`;
   * with `ifVersion` DomainError `version-mismatch`. `keyed`: this change is what the request came for, or a part of it; under an Idempotency-Key that this document saw before it is
   * answered as it is now, or DomainError `idempotency-key-reused` where the body was another. One request changes a document so once at most.
   */
  change(id: string, decide: (current: Stored<T>) => Decision<T> | undefined, options?: ChangeOptions): Promise<Stored<T>>
  /** As `change`, where the document may not exist yet: read models. */
  upsert(
    id: string,
    decide: (current: Stored<T> | undefined) => Decision<T> | undefined,
    options?: Pick<ChangeOptions, 'keyed'>,
  ): Promise<Stored<T> | undefined>
  /** Read models only: what publishes events is never removed. */
  remove(id: string): Promise<void>
  /** Destroys the key of the document's events: what they say of people is gone for good, wherever they lie. Only where each document has one of its own. */
  destroyKey(id: string): Promise<void>
}

const tokens = new WeakMap<Schema, symbol>()

/** Under which Nest knows the collection of a schema. */
export function collectionToken(schema: Schema): symbol {
  let token = tokens.get(schema)
  if (!token) {
    token = Symbol(`Collection<${collectionOf(schema)}>`)
    tokens.set(schema, token)
  }
  return token
}

/** `@InjectCollection(ticketSchema) private readonly tickets: Collection<Ticket>` */
export const InjectCollection = (schema: Schema) => Inject(collectionToken(schema))

/** The name of a schema's collection, within its service. */
export const collectionOf = (schema: Schema): string => schema.get('collection') as string
