import { Injectable } from '@nestjs/common'
import { Sweep } from '@yiwang/platform'
import { MovesService } from './moves.service'

/** Nobody has to remember whom a request of long ago was about. */
@Injectable()
export class MovesSweep extends Sweep {
  readonly everyMs = 60 * 60_000

  constructor(private readonly moves: MovesService) {
    super()
  }

  sweep = (): Promise<void> => this.moves.sweep()
}
