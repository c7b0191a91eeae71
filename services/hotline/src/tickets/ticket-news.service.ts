import { Readable } from 'node:stream'
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import type { Stored } from '@yiwang/persistence'
import { Broadcast } from '@yiwang/platform'
import { filter, interval, map, merge, of, Subject, takeUntil, timer } from 'rxjs'
import { z } from 'zod'
import type { Ticket } from './ticket'
import { scopeOf } from './ticket-rights'

const CHANNEL = { name: 'hotline.tickets', message: z.object({ id: z.string(), version: z.number(), visibleTo: z.array(z.string()) }) }
/** Proxies close a connection on which nothing moves. */
const HEARTBEAT_MS = 15_000
/** As long as an access token: whoever may still listen comes back with a new one. */
const LISTENS_MS = 15 * 60_000
/** Whoever reads so slowly is better off loading the list again. */
const MOST_WAITING = 64 * 1024

/** Tells who watches a list that a ticket changed: which one, and nothing of what is in it. */
@Injectable()
export class TicketNews implements BeforeApplicationShutdown {
  private readonly ending = new Subject<void>()

  constructor(private readonly broadcast: Broadcast) {}

  /** `before`: whoever saw it until now hears that as well. */
  tell({ id, version, visibleTo }: Stored<Ticket>, before: string[] = []): void {
    this.broadcast.publish(CHANNEL, { id, version, visibleTo: [...new Set([...visibleTo, ...before])] })
  }

  /** Server-sent events (WHATWG HTML, 9.2) of what the asker may see. */
  stream(by: Staff): Readable {
    const scope = scopeOf(by)
    const news = this.broadcast.messages(CHANNEL).pipe(
      filter(({ visibleTo }) => visibleTo.includes(scope)),
      map(({ id, version }) => `event: ticket\ndata: ${JSON.stringify({ id, version })}`),
    )
    const stream = new Readable({ read: () => undefined })
    const all = merge(of(': open'), interval(HEARTBEAT_MS).pipe(map(() => ': still here')), news)
    const lines = all.pipe(takeUntil(merge(this.ending, timer(LISTENS_MS)))).subscribe({
      next(text) {
        if (!stream.push(`${text}\n\n`) && stream.readableLength > MOST_WAITING) stream.destroy()
      },
      complete: () => stream.push(null),
    })
    stream.once('close', () => lines.unsubscribe())
    return stream
  }

  /** Whoever listens is no work in hand. */
  beforeApplicationShutdown = () => this.ending.next()
}
