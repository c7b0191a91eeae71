import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { EndedSessions } from '@yiwang/auth'
import type { Subscription } from 'rxjs'
import { z } from 'zod'
import { Broadcast, LocalBroadcast } from './broadcast'
import { Every } from './sweep'

/** Sessions that have just ended, by their `sid`: identity tells every instance of every service. */
export const ENDED_SESSIONS = { name: 'ended-sessions', message: z.object({ sids: z.array(z.string()) }) }

/** Brings a process what identity tells of sessions that end. */
@Injectable()
export class EndedSessionsNews implements OnApplicationShutdown {
  private readonly listening: Subscription[]

  constructor(
    broadcast: Broadcast,
    private readonly ended: EndedSessions,
  ) {
    // What is said within one process is heard nowhere else.
    const isApart = ended.isElsewhere && broadcast instanceof LocalBroadcast
    ended.hear(() => !isApart && broadcast.isHearing)
    this.listening = [broadcast.messages(ENDED_SESSIONS).subscribe(({ sids }) => ended.add(sids)), broadcast.missed.subscribe(() => ended.missed())]
  }

  @Every(10_000)
  look(): Promise<void> {
    return this.ended.lookAgain()
  }

  onApplicationShutdown(): void {
    for (const one of this.listening) one.unsubscribe()
  }
}
