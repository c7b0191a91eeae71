import type { FactoryProvider } from '@nestjs/common'
import { DiscoveryService } from '@nestjs/core'
import type { ServiceName } from '@yiwang/contracts'
import { Clock } from '@yiwang/domain'
import type { Collection } from '@yiwang/persistence'
import { collectionToken } from '@yiwang/persistence/stores'
import { WaitingFigure } from '../parked/parked.figure'
import { Broadcast } from '../run/broadcast'
import type { JobRecord } from './job'
import { jobSchema } from './job.schema'
import { Jobs } from './jobs'
import { Workers } from './workers'

const FIGURE = 'yiwang_jobs_failed'
const HELP = 'Long work that failed within the last day'
const DAY_MS = 86_400_000

/** What every service has of its jobs. */
export const jobsOfService = (service: ServiceName): FactoryProvider[] => [
  {
    provide: Jobs,
    useFactory: (jobs: Collection<JobRecord>, broadcast: Broadcast, workers: Workers, clock: Clock, discovery: DiscoveryService) =>
      new Jobs({ service, jobs, broadcast, workers, clock }, discovery),
    inject: [collectionToken(jobSchema), Broadcast, Workers, Clock, DiscoveryService],
  },
  {
    provide: FIGURE,
    useFactory: (jobs: Collection<JobRecord>, clock: Clock) =>
      new WaitingFigure(service, FIGURE, HELP, () => jobs.count({ state: 'failed', endedAt: { gt: new Date(clock.now().getTime() - DAY_MS) } })),
    inject: [collectionToken(jobSchema), Clock],
  },
]
