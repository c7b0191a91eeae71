import { type DynamicModule, type FactoryProvider, Global, type InjectionToken, Module } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { Clock } from '@yiwang/domain'
import type { Schema } from 'mongoose'
import { type BlobRecord, blobSchema } from './blobs/blob'
import { Blobs } from './blobs/blobs'
import { namingOf } from './blobs/naming'
import { SealedBlobs } from './blobs/sealed-blobs'
import { type Collection, collectionOf, collectionToken } from './collection'
import { EventKeys } from './event-keys/event-keys'
import { Store } from './store'
import { Vault } from './vault'

/** Once for a process. */
@Global()
@Module({})
export class PersistenceModule {
  static forRoot(store: Store): DynamicModule {
    return {
      module: PersistenceModule,
      global: true,
      providers: [
        { provide: Store, useValue: store },
        { provide: Vault, useValue: store.vault },
        { provide: EventKeys, useValue: store.eventKeys },
      ],
      exports: [Store, Vault, EventKeys],
    }
  }
}

type Collected = Collection<{ id: string }>

/**
 * What a service's module provides, so that its parts may inject the collections of these schemas: `@InjectCollection(ticketSchema)`; `as` says as what, given what is injected
 * for it.
 */
export const collectionsOf = <G extends unknown[]>(
  service: ServiceName,
  schemas: Schema[],
  as?: (collection: Collected, schema: Schema, ...given: G) => Collected,
  ...inject: { [K in keyof G]: InjectionToken }
): FactoryProvider[] =>
  schemas.map((schema) => ({
    provide: collectionToken(schema),
    useFactory: (store: Store, ...given: G) => {
      const collection = store.collection<{ id: string }>(service, collectionOf(schema), schema)
      return as ? as(collection, schema, ...given) : collection
    },
    inject: [Store, ...inject],
  }))

/** The files of a service whose documents name some, for its parts to inject: `constructor(private readonly blobs: Blobs)`. Nothing where none of these schemas has a `blob`. */
export function blobsOfService(service: ServiceName, schemas: Schema[]): FactoryProvider[] {
  const naming = namingOf(service, schemas)
  if (!naming.length) return []
  return [
    {
      provide: Blobs,
      useFactory: (store: Store, clock: Clock) => {
        // As they are stored: what somebody sees of them is no measure of what they name.
        const namedIn = naming.map(({ schema, paths }) => ({ collection: store.collection(service, collectionOf(schema), schema), paths }))
        const records = store.collection<BlobRecord>(service, collectionOf(blobSchema), blobSchema)
        return new Blobs(service, records, new SealedBlobs(store.blobs, store.vault), namedIn, clock)
      },
      inject: [Store, Clock],
    },
  ]
}
