import { Readable } from 'node:stream'
import { type BeforeApplicationShutdown, Injectable, StreamableFile } from '@nestjs/common'
import { EndedSessions, type SignedIn } from '@yiwang/auth'
import { DomainError } from '@yiwang/domain'
import type { FastifyRequest } from 'fastify'
import { filter, interval, map, merge, type Observable, of, Subject, takeUntil, takeWhile } from 'rxjs'
import { Broadcast } from '../run/broadcast'

export interface ServerSentEvent {
  event: string
  /** Text is JSON already. */
  data: object | string
}

/** What is asked of whoever wants to listen. */
export type ListeningRequest = Pick<FastifyRequest, 'method'> & SignedIn

/** Of one account at one instance: a few windows each on a few machines. */
const MOST_OF_ONE_ACCOUNT = 10
/** Proxies close a connection on which nothing moves. */
const HEARTBEAT_MS = 15_000
/** Whoever reads so slowly is better off loading the list again. */
const MOST_WAITING = 256 * 1024
const AGAIN_AFTER_S = 30

const block = (text: string): Buffer => Buffer.from(`${text}\n\n`)
const OPEN = block(': open')
const STILL_HERE = block(': still here')

/**
 * Server-sent events (WHATWG HTML, 9.2). A stream listens no longer than someone listens to it: it ends with its connection, with the access token that opened it and at once with
 * its session, with the process, and where this instance may have missed what others said: whoever comes back asks for all of it once, and after that again only hears what changes.
 */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  private readonly ending = new Subject<void>()
  /** What many are told is written down once. */
  private readonly written = new WeakMap<ServerSentEvent, Buffer>()
  private readonly open = new Map<string, number>()

  constructor(
    private readonly broadcast: Broadcast,
    private readonly sessions: EndedSessions,
  ) {}

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
    const over = this.sessions.news.pipe(filter(() => !isInForce()))
    const all = merge(of(OPEN), interval(HEARTBEAT_MS).pipe(map(() => STILL_HERE)), events.pipe(map((event) => this.write(event))))
    const lines = all.pipe(takeWhile(isInForce), takeUntil(merge(this.ending, this.broadcast.missed, over))).subscribe({
      next(bytes) {
        if (!stream.push(bytes) && stream.readableLength > MOST_WAITING) stream.destroy()
      },
      complete: () => stream.push(null),
      error: () => stream.destroy(),
    })
    stream.once('close', () => {
      lines.unsubscribe()
      this.leave(account)
    })
    return stream
  }

  private write(one: ServerSentEvent): Buffer {
    const { event, data } = one
    const bytes = this.written.get(one) ?? block(`event: ${event}\ndata: ${typeof data === 'string' ? data : JSON.stringify(data)}`)
    this.written.set(one, bytes)
    return bytes
  }

  private leave(account: string): void {
    const left = (this.open.get(account) ?? 1) - 1
    if (left) this.open.set(account, left)
    else this.open.delete(account)
  }

  /** Whoever listens is no work in hand. */
  beforeApplicationShutdown = () => this.ending.next()
}
