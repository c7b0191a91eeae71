import { type DynamicModule, type FactoryProvider, Global, Module } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import type { Schema } from 'mongoose'
import { type Collection, collectionOf, collectionToken } from './collection'
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
      ],
      exports: [Store, Vault],
    }
  }
}

type Collected = Collection<{ id: string }>

/** What a service's module provides, so that its parts may inject the collections of these schemas: `@InjectCollection(ticketSchema)`; `as` says as what. */
export const collectionsOf = (
  service: ServiceName,
  schemas: Schema[],
  as: (collection: Collected, schema: Schema) => Collected = (collection) => collection,
): FactoryProvider[] =>
  schemas.map((schema) => ({
    provide: collectionToken(schema),
    useFactory: (store: Store) => as(store.collection(service, collectionOf(schema), schema), schema),
    inject: [Store],
  }))
