import { Readable } from 'node:stream'
import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import type { Stored } from '@yiwang/persistence'
import { Broadcast } from '@yiwang/platform'
import { filter, interval, map, merge, of } from 'rxjs'
import type { Ticket } from './ticket'
import { scopeOf } from './ticket-rights'

interface News {
  id: string
  version: number
  visibleTo: string[]
}

const CHANNEL = 'hotline.tickets'
/** Proxies close a connection on which nothing moves. */
const HEARTBEAT_MS = 15_000
/** Whoever reads so slowly is better off loading the list again. */
const MOST_WAITING = 64 * 1024

/** Tells who watches a list that a ticket changed: which one, and nothing of what is in it. */
@Injectable()
export class TicketNews {
  constructor(private readonly broadcast: Broadcast) {}

  /** `before`: whoever saw it until now hears that as well. */
  tell({ id, version, visibleTo }: Stored<Ticket>, before: string[] = []): void {
    this.broadcast.publish(CHANNEL, { id, version, visibleTo: [...new Set([...visibleTo, ...before])] } satisfies News)
  }

  /** Server-sent events (WHATWG HTML, 9.2) of what the asker may see. */
  stream(by: Staff): Readable {
    const scope = scopeOf(by)
    const news = this.broadcast.messages<News>(CHANNEL).pipe(
      filter(({ visibleTo }) => visibleTo.includes(scope)),
      map(({ id, version }) => `event: ticket\ndata: ${JSON.stringify({ id, version })}`),
    )
    const stream = new Readable({ read: () => undefined })
    const lines = merge(of(': open'), interval(HEARTBEAT_MS).pipe(map(() => ': still here')), news).subscribe((text) => {
      if (!stream.push(`${text}\n\n`) && stream.readableLength > MOST_WAITING) stream.destroy()
    })
    stream.once('close', () => lines.unsubscribe())
    return stream
  }
}
