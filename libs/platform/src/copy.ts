import { Inject, Optional, type Type } from '@nestjs/common'
import type { EventName, ServiceName } from '@yiwang/contracts'
import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { type Collection } from '@yiwang/persistence'
import { collectionOf, collectionToken } from '@yiwang/persistence/stores'
import type { Schema } from 'mongoose'
import { AreasService } from './areas/areas.service'

/** As events tell it: times are texts. */
type AsTold<T> = { [K in keyof T]: T[K] extends Date | undefined ? T[K] | string : T[K] }

/** That there is no such thing any more. */
export class Gone {
  constructor(readonly id: string) {}
}

/** What an event says of a thing: the whole of it, as it is to be kept; undefined where it is none of ours. */
export type Told<T, N extends EventName, A = undefined> = (
  event: Received<N>,
  areas: AreasService,
  asked: A,
) => AsTold<T> | Gone | undefined | Promise<AsTold<T> | Gone | undefined>

/** Who keeps in memory what it read of the copies. */
export interface Remembering {
  /** Something of it has changed. */
  forget(): void
}

export interface CopyOptions<A = undefined> {
  /** The provider that remembers them. */
  rememberedBy?: Type<Remembering>
  /** In a consumer group of its own. The small copies of a service share one; where many things come at once, as all residents do, nobody's news waits behind them. */
  apart?: boolean
  /** The provider that knows which of them are ours, where the event alone does not say it. */
  asked?: Type<A>
}

const NOBODY = Symbol('nobody remembers')

/**
 * A service's own copy of another service's things, a read model: for each event that tells of one, what is kept of it, so that the copy can be dropped and made anew
 * (`npm run rebuild`). Name it in the service's `hears`, and the schema in its `collections`.
 */
export function copyOf<T extends { id: string }, A = undefined>(
  service: ServiceName,
  schema: Schema,
  told: { [N in EventName]?: Told<T, N, A> },
  { rememberedBy, apart = false, asked }: CopyOptions<A> = {},
): Type {
  const collection = collectionOf(schema)
  const fields = Object.keys(schema.paths).filter((path) => path !== '_id')
  const none = Object.fromEntries(fields.map((field) => [field, undefined]))
  const times = fields.filter((field) => schema.path(field).instance === 'Date')
  // It stands in what documents took and in what was set aside, and is named here since a decorator asks for it.
  const name = `${collection.replace(/(^|-)./g, (start) => start.slice(-1).toUpperCase())}Handlers`

  @EventHandlers(`${service}.${collection}`, { shared: !apart })
  class Copy {
    static {
      Object.defineProperty(Copy, 'name', { value: name })
    }

    constructor(
      @Inject(collectionToken(schema)) readonly copies: Collection<T>,
      readonly areas: AreasService,
      @Optional() @Inject(rememberedBy ?? NOBODY) readonly remembering?: Remembering,
      @Optional() @Inject(asked ?? NOBODY) readonly asking?: A,
    ) {}

    @OnEvent(...(Object.keys(told) as EventName[]))
    async keep(event: Received<EventName>): Promise<void> {
      // Of whom nobody is to know any more: what takes them away is still to come.
      if (event.isErased) return
      const thing = await (told[event.name] as Told<T, EventName, A>)(event, this.areas, this.asking as A)
      if (!thing) return
      if (thing instanceof Gone) {
        await this.copies.remove(thing.id)
        return this.remembering?.forget()
      }
      const { id, ...said } = thing
      // What is no longer said of it is no longer kept.
      const set: Record<string, unknown> = { ...none, ...said }
      for (const field of times) if (typeof set[field] === 'string') set[field] = new Date(set[field])
      await this.copies.upsert(id, () => ({ set: set as Partial<T> }))
      this.remembering?.forget()
    }
  }
  return Copy
}
