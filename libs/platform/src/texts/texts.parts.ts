import { type FactoryProvider, Injectable } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import type { Collection } from '@yiwang/persistence'
import { collectionOf, collectionToken, textsOf } from '@yiwang/persistence/stores'
import type { Schema } from 'mongoose'
import { Broadcast } from '../run/broadcast'
import { Thread } from '../run/thread'
import { CHANGED, Texts, textsToken } from './texts'
import { ToldCollection } from './told-collection'

/** The thread that holds the indexes of texts of all services of a process. To fill one again costs more than to keep it for some minutes. */
@Injectable()
export class TextsThread extends Thread {
  constructor() {
    super({ idleMs: 600_000, mostMemoryMb: 128 })
  }
}

const nameOf = (service: ServiceName, schema: Schema) => `${service}.${collectionOf(schema)}`

/** A collection that is searched tells all instances what was written to it. */
export const told = <T extends { id: string }>(
  service: ServiceName,
  schema: Schema,
  collection: Collection<T>,
  broadcast: Broadcast,
): Collection<T> =>
  textsOf(schema) ? new ToldCollection(collection, (id) => broadcast.publish(CHANGED, { name: nameOf(service, schema), id })) : collection

/** For each of a service's schemas that are searched, its `Texts`. */
export const textsOfService = (service: ServiceName, schemas: Schema[]): FactoryProvider[] =>
  schemas.flatMap((schema) => {
    const of = textsOf(schema)
    if (!of) return []
    const lists = new Set(of.carries.filter((path) => schema.path(path).instance === 'Array'))
    return {
      provide: textsToken(schema),
      useFactory: (collection: Collection<{ id: string }>, thread: TextsThread, broadcast: Broadcast) =>
        new Texts({ name: nameOf(service, schema), of: { ...of, lists }, collection, thread, broadcast }),
      inject: [collectionToken(schema), TextsThread, Broadcast],
    }
  })
