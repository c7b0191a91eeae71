import { type ThrottlerStorage, ThrottlerStorageService } from '@nestjs/throttler'
import { type Broadcast, LocalBroadcast } from '../run/broadcast'
import { LocalTallies, type Tallies } from './tallies'

/** What all instances of a service share and nobody would miss after a restart: how often someone knocked, and who should look again. */
export abstract class SharedMemory {
  abstract readonly broadcast: Broadcast
  abstract readonly throttling: ThrottlerStorage
  abstract readonly tallies: Tallies
  /** Counted over all services: what somebody may do only so often, wherever. */
  abstract readonly everywhere: Tallies
  abstract close(): Promise<void>
}

/** For one process. */
export class LocalMemory extends SharedMemory {
  readonly broadcast = new LocalBroadcast()
  readonly throttling = new ThrottlerStorageService()
  readonly tallies = new LocalTallies()
  readonly everywhere = new LocalTallies()

  async close(): Promise<void> {
    this.throttling.onApplicationShutdown()
  }
}
