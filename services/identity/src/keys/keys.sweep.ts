import { Injectable } from '@nestjs/common'
import { Sweep } from '@yiwang/platform'
import { KeysService } from './keys.service'

/** Every instance hears of a new key well before it signs, and lets go of one whose tokens have expired. */
@Injectable()
export class KeysSweep extends Sweep {
  readonly everyMs = 10_000

  constructor(private readonly keys: KeysService) {
    super()
  }

  sweep = (): Promise<void> => this.keys.readAgain()
}
