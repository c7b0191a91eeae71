import { type DynamicModule, Module } from '@nestjs/common'
import { DiscoveryModule } from '@nestjs/core'
import { AuthModule } from '@yiwang/auth'
import { Clock } from '@yiwang/domain'
import { MessagingModule } from '@yiwang/messaging'
import { PersistenceModule, SqliteStore, type Store } from '@yiwang/persistence/stores'
import type { House } from './house'
import { Budgets } from './http/budget'
import { EventStreams } from './http/event-streams'
import { HttpModule } from './http/http.module'
import { Workers } from './jobs/workers'
import { Broadcast } from './run/broadcast'
import { EndedSessionsNews } from './run/ended-sessions'
import { HealthController, Readiness } from './run/health.controller'
import { WalFigure } from './run/metrics'
import { TimedWork } from './run/timed-work'
import { SecurityLogs } from './security/security-log'
import { TextsThread } from './texts/texts.parts'

export interface PlatformOptions {
  house: House
  clock: Clock
  identityUrl?: string
  retryDelays?: number[]
}

/** Everything that the services of one process share. */
@Module({})
export class PlatformModule {
  static forRoot({ house, clock, identityUrl, retryDelays }: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [
        PersistenceModule.forRoot(house.store),
        MessagingModule.forRoot(house.transport, retryDelays),
        AuthModule.forRoot({ identityUrl }),
        HttpModule.forRoot(house.memory.throttling),
        DiscoveryModule,
      ],
      controllers: [HealthController],
      providers: [
        { provide: Clock, useValue: clock },
        { provide: Broadcast, useValue: house.memory.broadcast },
        { provide: Budgets, useValue: new Budgets(house.memory.tallies, clock, house.memory.everywhere) },
        ...figuresOf(house.store),
        EndedSessionsNews,
        EventStreams,
        Readiness,
        SecurityLogs,
        TextsThread,
        TimedWork,
        Workers,
      ],
      exports: [Clock, Broadcast, Budgets, DiscoveryModule, EventStreams, Readiness, SecurityLogs, TextsThread, TimedWork, Workers],
    }
  }
}

/** A station's alone. */
const figuresOf = (store: Store) => (store instanceof SqliteStore ? [{ provide: WalFigure, useValue: new WalFigure(store.file) }] : [])
