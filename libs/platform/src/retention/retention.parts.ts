import type { FactoryProvider, Provider, Type } from '@nestjs/common'
import { unscoped } from '@yiwang/auth'
import type { ServiceName } from '@yiwang/contracts'
import { Clock } from '@yiwang/domain'
import type { Collection } from '@yiwang/persistence'
import { collectionOf, collectionToken, keptKind, redrawable } from '@yiwang/persistence/stores'
import type { Schema } from 'mongoose'
import { AreasService } from '../areas/areas.service'
import { DocumentRetention, type Kept } from './document-retention'
import { type Ending, endingOf } from './ended-by'
import type { Hold } from './hold'
import { holdSchema } from './hold.schema'
import { Holds, holdsCopy } from './holds'
import { keyRetentionOf } from './key-retention'
import { retentionController } from './retention.controller'
import type { Walked } from './walk'
import { walkedSchema } from './walked.schema'

interface RetentionParts {
  schemas: Schema[]
  doors: Type[]
  copies: Type[]
  providers: Provider[]
}

/** What every service has of how long it keeps what: its copy of the legal holds, what destroys the keys of its months, and what blanks those of its documents that say how they end (`endedBy`). */
export function retentionOf(service: ServiceName, schemas: Schema[]): RetentionParts {
  const endings = schemas.flatMap((schema) => {
    const ending = endingOf(schema)
    return ending ? [{ schema, ending }] : []
  })
  return {
    schemas: [holdSchema, walkedSchema],
    doors: [retentionController(service)],
    copies: [holdsCopy(service)],
    providers: [holdsOf, keyRetentionOf(service), documentRetentionOf(service, endings)],
  }
}

const holdsOf: FactoryProvider = {
  provide: Holds,
  useFactory: (holds: Collection<Hold>, areas: AreasService, clock: Clock) => new Holds(holds, areas, clock),
  inject: [collectionToken(holdSchema), AreasService, Clock],
}

function documentRetentionOf(service: ServiceName, endings: { schema: Schema; ending: Ending }[]): FactoryProvider {
  const apart = endings.flatMap(({ ending }) => ending.apart ?? [])
  return {
    provide: DocumentRetention,
    useFactory: (walked: Collection<Walked>, holds: Holds, clock: Clock, ...collections: Collection<{ id: string }>[]) => {
      // Nobody is shown what is found.
      const free = collections.map(unscoped)
      const all = endings.map(({ schema, ending }, at): Kept => {
        const rows = ending.apart && free[endings.length + apart.indexOf(ending.apart)]
        return {
          name: collectionOf(schema),
          kind: keptKind(schema) ?? 'nobody',
          schema,
          documents: free[at],
          ids: redrawable(free[at]),
          ending,
          ...(ending.apart && rows && { apart: { schema: ending.apart, rows } }),
        }
      })
      return new DocumentRetention(service, all, walked, holds, clock)
    },
    inject: [collectionToken(walkedSchema), Holds, Clock, ...endings.map(({ schema }) => collectionToken(schema)), ...apart.map(collectionToken)],
  }
}
