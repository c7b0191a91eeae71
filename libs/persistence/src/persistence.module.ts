import { type DynamicModule, type FactoryProvider, Global, Module } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import type { Schema } from 'mongoose'
import { collectionOf, collectionToken } from './collection'
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

/** What a service's module provides, so that its parts may inject the collections of these schemas: `@InjectCollection(ticketSchema)`. */
export const collectionsOf = (service: ServiceName, schemas: Schema[]): FactoryProvider[] =>
  schemas.map((schema) => ({
    provide: collectionToken(schema),
    useFactory: (store: Store) => store.collection(service, collectionOf(schema), schema),
    inject: [Store],
  }))
