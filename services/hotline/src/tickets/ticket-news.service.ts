import { Injectable } from '@nestjs/common'
import { type Staff, scopeOf } from '@yiwang/auth'
import type { Stored } from '@yiwang/persistence'
import { Broadcast, type ServerSentEvent } from '@yiwang/platform'
import { filter, map, type Observable } from 'rxjs'
import { z } from 'zod'
import type { Ticket } from './ticket'

const CHANNEL = { name: 'hotline.tickets', message: z.object({ id: z.string(), version: z.number(), visibleTo: z.array(z.string()) }) }

/** Tells who watches a list that a ticket changed: which one, and nothing of what is in it. */
@Injectable()
export class TicketNews {
  constructor(private readonly broadcast: Broadcast) {}

  /** `before`: whoever saw it until now hears that as well. */
  tell({ id, version, visibleTo }: Stored<Ticket>, before: string[] = []): void {
    this.broadcast.publish(CHANNEL, { id, version, visibleTo: [...new Set([...visibleTo, ...before])] })
  }

  /** Of what the asker may see. */
  of(by: Staff): Observable<ServerSentEvent> {
    const scope = scopeOf(by)
    return this.broadcast.messages(CHANNEL).pipe(
      filter(({ visibleTo }) => visibleTo.includes(scope)),
      map(({ id, version }) => ({ event: 'ticket', data: { id, version } })),
    )
  }
}
