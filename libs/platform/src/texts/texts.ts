import { Inject, Logger } from '@nestjs/common'
import { type Seen, unscoped } from '@yiwang/auth'
import type { Collection, Filter, Page, Stored } from '@yiwang/persistence'
import {
  type begin,
  type change,
  checkLimit,
  decodeCursor,
  encodeCursor,
  LARGEST_PAGE,
  matches,
  nextTurn,
  PAGE,
  StoreUnavailable,
  type search,
  type stretch,
  TEXTS_IN_THREAD,
  type TextDocument,
  type TextsOf,
} from '@yiwang/persistence/stores'
import type { Schema } from 'mongoose'
import type { Subscription } from 'rxjs'
import { z } from 'zod'
import type { Broadcast } from '../run/broadcast'
import { elsewhere, type Thread, ThreadLost } from '../run/thread'

export const CHANGED = { name: 'texts', message: z.object({ name: z.string(), id: z.string() }) }

const inThread = {
  begin: elsewhere<typeof begin>(TEXTS_IN_THREAD, 'begin'),
  stretch: elsewhere<typeof stretch>(TEXTS_IN_THREAD, 'stretch'),
  change: elsewhere<typeof change>(TEXTS_IN_THREAD, 'change'),
  search: elsewhere<typeof search>(TEXTS_IN_THREAD, 'search'),
}

/** Read at once and handed to the thread: some milliseconds of this one. */
const STRETCH = 100
/** So often all is looked through again while somebody searches: what another instance could not tell is found then. */
const AGAIN_MS = 600_000
/** What a cursor says that it is a place in. */
const ORDER = 'words'
const TRIES = 3

const tokens = new WeakMap<Schema, symbol>()

/** Under which Nest knows the texts of a schema. */
export function textsToken(schema: Schema): symbol {
  const token = tokens.get(schema) ?? Symbol(`Texts<${schema.get('collection')}>`)
  tokens.set(schema, token)
  return token
}

/** `@InjectTexts(noticeSchema) private readonly texts: Texts<Notice>`, of a schema that says what is `searchedIn` it. */
export const InjectTexts = (schema: Schema) => Inject(textsToken(schema))

interface Parts<T extends { id: string }> {
  /** `<service>.<collection>` */
  name: string
  of: TextsOf & { lists: ReadonlySet<string> }
  collection: Collection<T>
  thread: Thread
  broadcast: Broadcast
  againMs?: number
}

interface Asked {
  /** 1 to 200; 50 where absent. */
  limit?: number
  /** `next` of the page before. */
  after?: string
}

/**
 * A collection's documents by their words, the best first. The index lies in another thread: it is made when somebody first asks, from all that the collection has, follows each
 * write, and is gone when nobody has asked for a while. It leads to documents; what is answered is read from the collection, and is what whoever asks may see.
 */
export class Texts<T extends { id: string }> {
  private readonly all: Collection<T>
  private readonly logger = new Logger(Texts.name)
  private readonly listening: Subscription
  /** Written since they were put into the index. */
  private readonly changed = new Set<string>()
  private filling?: Promise<void>
  private lookingThrough = false
  private filledAt = 0
  /** What is read for the index and handed to it goes in turn, so that nothing older comes behind something newer. */
  private turn: Promise<unknown> = Promise.resolve()

  constructor(private readonly parts: Parts<T>) {
    this.all = unscoped(parts.collection)
    this.listening = parts.broadcast.messages(CHANGED).subscribe(({ name, id }) => {
      if (name === parts.name && this.filling) this.changed.add(id)
    })
  }

  /** Of a collection that is not for everybody's eyes, `among` says for whom: `seen(collection, scope)`. The conditions must be on what the index carries. */
  async find(
    words: string,
    where: Filter,
    { limit = PAGE, after }: Asked = {},
    among: Pick<Seen<T>, 'find'> & { where?: Filter } = this.parts.collection,
  ): Promise<Page<Stored<T>>> {
    checkLimit(limit)
    const asked = { ...where, ...among.where }
    const found: { one: Stored<T>; key: number }[] = []
    for (let place = after === undefined ? undefined : (decodeCursor(after, ORDER) as { key: number; id: string }); ; ) {
      const count = Math.min(limit + 1 - found.length, LARGEST_PAGE)
      const { before, ids } = await this.search({ asked: words, where: asked, count, after: place })
      const there = new Map(
        (ids.length ? await among.find({ id: { in: ids } }, { limit: LARGEST_PAGE }) : { items: [] }).items.map((one) => [one.id, one]),
      )
      for (const [at, id] of ids.entries()) {
        const one = there.get(id)
        // What was changed or removed meanwhile may be none of it any more.
        if (one && matches(one, where)) found.push({ one, key: before + at + 1 })
      }
      if (found.length > limit || ids.length < count) break
      place = { key: before + ids.length, id: ids[ids.length - 1] }
    }
    const page = found.slice(0, limit)
    const last = page.at(-1)
    return { items: page.map(({ one }) => one), next: last && found.length > limit ? encodeCursor({ key: last.key, id: last.one.id }, ORDER) : null }
  }

  onApplicationShutdown(): void {
    this.listening.unsubscribe()
  }

  private async search(question: Omit<Parameters<typeof search>[0], 'name'>) {
    const { name, thread, againMs = AGAIN_MS } = this.parts
    for (let tries = 0; tries < TRIES; tries++) {
      this.filling ??= this.fill()
      const { filling } = this
      try {
        await filling
        if (performance.now() - this.filledAt > againMs) this.lookThroughAgain()
        await this.catchUp()
        const found = await thread.call(inThread.search, { name, ...question })
        if (found) return found
      } catch (error) {
        if (!(error instanceof ThreadLost)) throw error
      }
      // The thread has ended since it was filled.
      if (this.filling === filling) this.filling = undefined
    }
    throw new StoreUnavailable(`the index of ${name} is lost again and again`)
  }

  private async fill(): Promise<void> {
    const { name, of, thread } = this.parts
    try {
      this.changed.clear()
      const carries = of.carries.map((path) => ({ path, isList: of.lists.has(path) }))
      await thread.call(inThread.begin, { name, weights: Object.values(of.weights), carries })
      await this.lookThrough()
    } catch (error) {
      this.filling = undefined
      throw error
    }
  }

  private lookThroughAgain(): void {
    if (this.lookingThrough) return
    this.filledAt = performance.now()
    this.lookThrough().catch((error: Error) => {
      if (!this.listening.closed) this.logger.warn(`${this.parts.name} was not looked through again: ${error.message}`)
    })
  }

  /** Page by page by the ids, with a turn of everyone else's after each. */
  private async lookThrough(): Promise<void> {
    this.lookingThrough = true
    try {
      for (let after = '', cursor: string | undefined; ; ) {
        const { to, next } = await this.inTurn(async () => {
          const { items, next } = await this.all.find({}, { after: cursor, limit: STRETCH })
          const to = next ? items[items.length - 1].id : ''
          const isThere = await this.parts.thread.call(inThread.stretch, { name: this.parts.name, after, to, documents: items.map(this.textOf) })
          if (!isThere) throw new ThreadLost('the thread has ended')
          return { to, next }
        })
        if (!next) break
        after = to
        cursor = next
        await nextTurn()
      }
      this.filledAt = performance.now()
    } finally {
      this.lookingThrough = false
    }
  }

  /** What was written before somebody asks is found by them. */
  private catchUp(): Promise<void> {
    return this.inTurn(async () => {
      while (this.changed.size) await this.take([...this.changed].slice(0, LARGEST_PAGE))
    })
  }

  private async take(ids: string[]): Promise<void> {
    for (const id of ids) this.changed.delete(id)
    try {
      const { items } = await this.all.find({ id: { in: ids } }, { limit: LARGEST_PAGE })
      const gone = ids.filter((id) => !items.some((one) => one.id === id))
      await this.parts.thread.call(inThread.change, { name: this.parts.name, documents: items.map(this.textOf), gone })
    } catch (error) {
      for (const id of ids) this.changed.add(id)
      throw error
    }
  }

  private textOf = (document: Stored<T>): TextDocument => {
    const fields = document as unknown as Record<string, unknown>
    const { weights, carries } = this.parts.of
    const texts = Object.keys(weights).map((path) => [fields[path] ?? ''].flat().join('\n'))
    return { id: document.id, version: document.version, texts, carried: carries.map((path) => fields[path]) }
  }

  private inTurn<R>(work: () => Promise<R>): Promise<R> {
    const result = this.turn.then(work)
    this.turn = result.catch(() => undefined)
    return result
  }
}
