import { type FactoryProvider, Module, type Provider, type Type } from '@nestjs/common'
import { scoped } from '@yiwang/auth'
import type { ServiceName } from '@yiwang/contracts'
import { SetAsides, StoppedPartitions } from '@yiwang/messaging'
import type { Collection } from '@yiwang/persistence'
import { blobsOfService, collectionsOf } from '@yiwang/persistence/stores'
import type { Schema } from 'mongoose'
import { areaSchema } from './areas/area.schema'
import { areasCopy, areasOf } from './areas/areas.parts'
import { redrawController } from './areas/redraw.controller'
import { redrawOf } from './areas/redraw-areas'
import { calendarOf } from './calendar/calendar.parts'
import { calendarSchema } from './calendar/calendar.service'
import { sweepOf } from './files/blob-sweep'
import { jobSchema } from './jobs/job.schema'
import { jobsController } from './jobs/jobs.controller'
import { jobsOfService } from './jobs/jobs.parts'
import { parkedController } from './parked/parked.controller'
import { WaitingFigure } from './parked/parked.figure'
import { retentionOf } from './retention/retention.parts'
import { Broadcast } from './run/broadcast'
import { noteChanges } from './security/note-changes'
import { securityDoors, securityOf, securitySchemas } from './security/security.parts'
import { textsOfService, told } from './texts/texts.parts'

const PARKED = 'Aggregates whose messages a handler could not take, parked until an admin replays or drops them'
const STOPPED = 'Partitions of consumer groups that wait at a message that cannot be read'

interface Parts {
  /** The schemas of what it keeps, its copies of others' things among them. Where one has a `blob`, the service has `Blobs` to inject; where one is searched, its `Texts`. */
  collections: Schema[]
  /** Controllers: HTTP in. */
  doors: Type[]
  /** Classes of `@EventHandlers`, and copies (`copyOf`): events in. */
  hears?: Type[]
  /** Use cases, timed work, figures, settings, parts of the demo city. */
  providers: Provider[]
  /** The areas are at home here: it writes them, and takes no copy. */
  ownAreas?: boolean
  /** It counts working days: it has a copy of the city's calendar, and a CalendarService. */
  counts?: boolean
}

/**
 * A service: one Nest module, and its table of contents. Beside what it names every service has its areas, the admins' doors to its parked messages and to its jobs, the
 * auditors' to its security log, what is kept for how long, and the figures of what waits.
 */
export const Service = (
  name: ServiceName,
  { collections, doors, hears = [], providers, ownAreas = false, counts = false }: Parts,
): ClassDecorator => {
  const blobs = blobsOfService(name, collections)
  const redraw = redrawOf(collections)
  const retention = retentionOf(name, collections)
  const asParts = (collection: Collection<{ id: string }>, schema: Schema, broadcast: Broadcast) =>
    scoped(told(name, schema, collection, broadcast), schema)
  const calendar = counts ? calendarOf(name) : { copies: [], providers: [] }
  const allDoors = [
    ...doors,
    parkedController(name),
    jobsController(name),
    ...securityDoors(name),
    ...(redraw.length ? [redrawController(name)] : []),
    ...retention.doors,
  ]
  for (const door of allDoors) noteChanges(door)
  return Module({
    controllers: [...allDoors, ...hears, ...(ownAreas ? [] : [areasCopy(name)]), ...calendar.copies, ...retention.copies],
    providers: [
      ...collectionsOf(
        name,
        [areaSchema, jobSchema, ...securitySchemas, ...retention.schemas, ...(counts ? [calendarSchema] : []), ...collections],
        asParts,
        Broadcast,
      ),
      ...areasOf(name, ownAreas),
      ...calendar.providers,
      ...blobs,
      ...(blobs.length ? [sweepOf] : []),
      ...figuresOf(name),
      ...retention.providers,
      ...jobsOfService(name),
      ...securityOf(name),
      ...redraw,
      ...textsOfService(name, collections),
      ...providers,
    ],
  })
}

const figuresOf = (service: ServiceName): FactoryProvider[] => [
  {
    provide: 'yiwang_parked',
    useFactory: (setAsides: SetAsides) => new WaitingFigure(service, 'yiwang_parked', PARKED, () => setAsides.of(service).count({ state: 'parked' })),
    inject: [SetAsides],
  },
  {
    provide: 'yiwang_partitions_stopped',
    useFactory: (partitions: StoppedPartitions) =>
      new WaitingFigure(service, 'yiwang_partitions_stopped', STOPPED, () => partitions.of(service).count({ state: 'stopped' })),
    inject: [StoppedPartitions],
  },
]
