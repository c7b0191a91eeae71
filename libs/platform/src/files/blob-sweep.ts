import type { FactoryProvider } from '@nestjs/common'
import { Blobs } from '@yiwang/persistence'
import { Every } from '../run/sweep'

/** Takes away files of a service that no document names. */
export class BlobSweep {
  constructor(private readonly blobs: Blobs) {}

  @Every(60_000)
  sweep(): Promise<void> {
    return this.blobs.sweep()
  }
}

export const sweepOf: FactoryProvider = { provide: BlobSweep, useFactory: (blobs: Blobs) => new BlobSweep(blobs), inject: [Blobs] }
