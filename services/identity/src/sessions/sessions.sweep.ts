import { Injectable } from '@nestjs/common'
import { Clock } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { Sweep } from '@yiwang/platform'
import type { Session } from './session'

/** Takes away what has expired: no token opens it any more. */
@Injectable()
export class SessionsSweep extends Sweep {
  readonly everyMs = 60 * 60_000

  constructor(
    @InjectCollection('sessions') private readonly sessions: Collection<Session>,
    private readonly clock: Clock,
  ) {
    super()
  }

  async sweep() {
    for (;;) {
      const { items, next } = await this.sessions.find({ expiresAt: { lt: this.clock.now() } }, { sort: 'expiresAt', limit: 200 })
      for (const { id } of items) await this.sessions.remove(id)
      if (!next) return
    }
  }
}
