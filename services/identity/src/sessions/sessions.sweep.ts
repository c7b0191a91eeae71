import { Injectable } from '@nestjs/common'
import { Clock } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { Sweep, takeAll } from '@yiwang/platform'
import type { Session } from './session'
import { sessionSchema } from './session.schema'

/** Takes away what has expired: no token opens it any more. */
@Injectable()
export class SessionsSweep extends Sweep {
  readonly everyMs = 60 * 60_000

  constructor(
    @InjectCollection(sessionSchema) private readonly sessions: Collection<Session>,
    private readonly clock: Clock,
  ) {
    super()
  }

  async sweep() {
    await takeAll(this.sessions, { expiresAt: { lt: this.clock.now() } }, 'expiresAt', ({ id }) => this.sessions.remove(id))
  }
}
