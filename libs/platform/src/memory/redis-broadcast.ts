import { Logger } from '@nestjs/common'
import { newId } from '@yiwang/domain'
import type Redis from 'ioredis'
import { type Observable, Subject } from 'rxjs'
import { z } from 'zod'
import { Broadcast, type Channel, LocalBroadcast } from '../run/broadcast'

/** Many times what any message of ours takes. */
const LONGEST = 64 * 1024
const WARN_EVERY_MS = 60_000

/** `n`: the how manieth of its instance it is. */
const envelope = z.object({ from: z.string(), n: z.number().optional(), channel: z.string(), message: z.unknown() })

/**
 * Here at once, at the other instances through Redis. While it is away they hear nothing: what an instance says is numbered, so that the next that comes tells of a gap, and
 * so does a connection that is made anew. Anyone who reaches Redis may say anything on its channel: what is none of our messages is dropped, with a warning.
 */
export class RedisBroadcast extends Broadcast {
  private readonly logger = new Logger('redis')
  private readonly here = new LocalBroadcast()
  private readonly instance = newId()
  /** Those that someone here listens to. */
  private readonly channels = new Map<string, Channel<object>>()
  readonly missed = new Subject<void>()
  private said = 0
  /** The last number heard of each instance. */
  private readonly heard = new Map<string, number>()
  private connected = false
  isHearing = false
  private dropped = 0
  private warnedAt = Number.NEGATIVE_INFINITY

  constructor(
    private readonly asking: Redis,
    listening: Redis,
    private readonly name: string,
    others: string[] = [],
  ) {
    super()
    // Also after each new connection. One by one: whoever may do both by two rights may not do both at once.
    listening.on('ready', () => {
      Promise.all([name, ...others].map((one) => listening.subscribe(one))).then(
        () => this.isListening(),
        () => undefined,
      )
    })
    listening.on('close', () => {
      this.isHearing = false
    })
    listening.on('message', (_, text) => this.receive(text))
  }

  publish<M extends object>(channel: Channel<M>, message: M): void {
    this.here.publish(channel, message)
    this.asking.publish(this.name, JSON.stringify({ from: this.instance, n: ++this.said, channel: channel.name, message })).catch(() => undefined)
  }

  messages<M extends object>(channel: Channel<M>): Observable<M> {
    this.channels.set(channel.name, channel)
    return this.here.messages(channel)
  }

  private isListening(): void {
    this.heard.clear()
    this.isHearing = true
    if (this.connected) this.missed.next()
    this.connected = true
  }

  private receive(text: string): void {
    const { data } = envelope.safeParse(parse(text))
    if (data?.n !== undefined && data.from !== this.instance) this.count(data.from, data.n)
    const channel = data && this.channels.get(data.channel)
    if (data && (!channel || data.from === this.instance)) return
    const message = channel?.message.safeParse(data?.message)
    if (channel && message?.success) this.here.publish(channel, message.data)
    else this.drop()
  }

  private count(from: string, n: number): void {
    const last = this.heard.get(from)
    this.heard.set(from, n)
    if (last !== undefined && n !== last + 1) this.missed.next()
  }

  private drop(): void {
    this.dropped++
    if (performance.now() - this.warnedAt < WARN_EVERY_MS) return
    this.warnedAt = performance.now()
    this.logger.warn(
      `${this.dropped} messages on Redis's channel ${this.name} were none of ours and were dropped: does something else write to this Redis?`,
    )
    this.dropped = 0
  }
}

function parse(text: string): unknown {
  if (text.length > LONGEST) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
