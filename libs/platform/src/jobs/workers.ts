import { Injectable } from '@nestjs/common'
import { Thread } from '../run/thread'

/** The thread that jobs compute in. */
@Injectable()
export class Workers extends Thread {
  constructor() {
    super({ idleMs: 60_000, mostMemoryMb: 192 })
  }
}
