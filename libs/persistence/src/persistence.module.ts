import { type DynamicModule, Global, Module } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import type { Schema } from 'mongoose'
import { collectionToken } from './collection'
import { Store } from './store'

/** `forRoot` once for a process; `forFeature` in each feature's module, which then injects `@InjectCollection(name)`. */
@Global()
@Module({})
export class PersistenceModule {
  static forRoot(store: Store): DynamicModule {
    return { module: PersistenceModule, global: true, providers: [{ provide: Store, useValue: store }], exports: [Store] }
  }

  static forFeature(service: ServiceName, schemas: Record<string, Schema>): DynamicModule {
    const providers = Object.entries(schemas).map(([name, schema]) => ({
      provide: collectionToken(name),
      useFactory: (store: Store) => store.collection(service, name, schema),
      inject: [Store],
    }))
    return { module: FeatureCollections, providers, exports: providers.map(({ provide }) => provide) }
  }
}

@Module({})
class FeatureCollections {}
