import { Injectable } from '@nestjs/common'
import { Sweep } from '@yiwang/platform'
import { AwaitedResidents } from './awaited-residents.service'

/** Made-up ids leave a row each, and no news takes it away. */
@Injectable()
export class AwaitedResidentsSweep extends Sweep {
  readonly everyMs = 60 * 60_000

  constructor(private readonly awaited: AwaitedResidents) {
    super()
  }

  sweep = (): Promise<void> => this.awaited.sweep()
}
