import { Injectable } from '@nestjs/common'
import { Sweep } from '@yiwang/platform'
import { AttemptsService } from './attempts.service'

/** Made-up names leave a document each for a quarter of an hour: as many as came through the limit of the door meanwhile, and no more. */
@Injectable()
export class AttemptsSweep extends Sweep {
  readonly everyMs = 5 * 60_000

  constructor(private readonly attempts: AttemptsService) {
    super()
  }

  sweep = (): Promise<void> => this.attempts.sweep()
}
