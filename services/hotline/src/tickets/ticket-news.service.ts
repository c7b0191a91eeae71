import { Injectable } from '@nestjs/common'
import type { Stored } from '@yiwang/persistence'
import { Broadcast } from '@yiwang/platform'
import type { Observable } from 'rxjs'
import { z } from 'zod'
import type { Ticket } from './ticket'

const CHANNEL = { name: 'hotline.tickets', message: z.object({ id: z.string(), version: z.number(), visibleTo: z.array(z.string()) }) }

export type ChangedTicket = z.infer<typeof CHANNEL.message>

/** Tells every instance that a ticket changed: which one, and nothing of what is in it. */
@Injectable()
export class TicketNews {
  constructor(private readonly broadcast: Broadcast) {}

  /** `before`: whoever saw it until now hears that as well. */
  tell({ id, version, visibleTo }: Stored<Ticket>, before: string[] = []): void {
    this.broadcast.publish(CHANNEL, { id, version, visibleTo: [...new Set([...visibleTo, ...before])] })
  }

  all = (): Observable<ChangedTicket> => this.broadcast.messages(CHANNEL)
}
