import { Readable } from 'node:stream'
import { type BeforeApplicationShutdown, Injectable, StreamableFile } from '@nestjs/common'
import type { SignedIn } from '@yiwang/auth'
import { DomainError } from '@yiwang/domain'
import type { FastifyRequest } from 'fastify'
import { interval, map, merge, type Observable, of, Subject, takeUntil, takeWhile } from 'rxjs'

export interface ServerSentEvent {
  event: string
  data: object
}

/** What is asked of whoever wants to listen. */
export type ListeningRequest = Pick<FastifyRequest, 'method'> & SignedIn

/** Of one account at one instance: a few windows each on a few machines. */
const MOST_OF_ONE_ACCOUNT = 10
/** Proxies close a connection on which nothing moves. */
const HEARTBEAT_MS = 15_000
/** Whoever reads so slowly is better off loading the list again. */
const MOST_WAITING = 64 * 1024
const AGAIN_AFTER_S = 30

/**
 * Server-sent events (WHATWG HTML, 9.2). A stream listens no longer than someone listens to it: it ends with its connection, with the access token that opened it, and with
 * the process.
 */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  private readonly ending = new Subject<void>()
  private readonly open = new Map<string, number>()

  /** Throws `too-many-streams`. To HEAD it answers what GET would, and does not listen. */
  stream({ method, user, isInForce }: ListeningRequest, events: Observable<ServerSentEvent>): StreamableFile {
    return new StreamableFile(method === 'HEAD' ? Readable.from([]) : this.listen(user.id, isInForce, events), {
      type: 'text/event-stream; charset=utf-8',
    })
  }

  private listen(account: string, isInForce: () => boolean, events: Observable<ServerSentEvent>): Readable {
    const already = this.open.get(account) ?? 0
    if (already >= MOST_OF_ONE_ACCOUNT) throw new DomainError('too-many-streams', { max: MOST_OF_ONE_ACCOUNT, retryAfter: AGAIN_AFTER_S })
    this.open.set(account, already + 1)

    const stream = new Readable({ read: () => undefined })
    const news = events.pipe(map(({ event, data }) => `event: ${event}\ndata: ${JSON.stringify(data)}`))
    const all = merge(of(': open'), interval(HEARTBEAT_MS).pipe(map(() => ': still here')), news)
    const lines = all.pipe(takeWhile(isInForce), takeUntil(this.ending)).subscribe({
      next(text) {
        if (!stream.push(`${text}\n\n`) && stream.readableLength > MOST_WAITING) stream.destroy()
      },
      complete: () => stream.push(null),
    })
    stream.once('close', () => {
      lines.unsubscribe()
      this.leave(account)
    })
    return stream
  }

  private leave(account: string): void {
    const left = (this.open.get(account) ?? 1) - 1
    if (left) this.open.set(account, left)
    else this.open.delete(account)
  }

  /** Whoever listens is no work in hand. */
  beforeApplicationShutdown = () => this.ending.next()
}
