import { newId } from '@yiwang/domain'
import type Redis from 'ioredis'
import type { Observable } from 'rxjs'
import { Broadcast, LocalBroadcast } from '../run/broadcast'

/** Here at once, at the other instances through Redis. While it is away they hear nothing; who watches a list asks again by itself after a while. */
export class RedisBroadcast extends Broadcast {
  private readonly here = new LocalBroadcast()
  private readonly instance = newId()

  constructor(
    private readonly asking: Redis,
    listening: Redis,
    private readonly name: string,
  ) {
    super()
    // Also after each new connection.
    listening.on('ready', () => {
      listening.subscribe(name).catch(() => undefined)
    })
    listening.on('message', (_, text) => {
      const { from, channel, message } = JSON.parse(text)
      if (from !== this.instance) this.here.publish(channel, message)
    })
  }

  publish(channel: string, message: object): void {
    this.here.publish(channel, message)
    this.asking.publish(this.name, JSON.stringify({ from: this.instance, channel, message })).catch(() => undefined)
  }

  messages<M extends object>(channel: string): Observable<M> {
    return this.here.messages<M>(channel)
  }
}
