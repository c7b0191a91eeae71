import { type ThrottlerStorage, ThrottlerStorageService } from '@nestjs/throttler'
import { type Broadcast, LocalBroadcast } from '../run/broadcast'

/** What all instances of a service share and nobody would miss after a restart: how often someone knocked, and who should look again. */
export abstract class SharedMemory {
  abstract readonly broadcast: Broadcast
  abstract readonly throttling: ThrottlerStorage
  abstract close(): Promise<void>
}

/** For one process. */
export class LocalMemory extends SharedMemory {
  readonly broadcast = new LocalBroadcast()
  readonly throttling = new ThrottlerStorageService()

  async close(): Promise<void> {
    this.throttling.onApplicationShutdown()
  }
}
