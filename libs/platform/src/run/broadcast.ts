import { filter, map, type Observable, Subject } from 'rxjs'

/** Tells every instance of a service something that need not be kept: who watches a list should look again. Redis in the other row. */
export abstract class Broadcast {
  abstract publish(channel: string, message: object): void
  abstract messages<M extends object>(channel: string): Observable<M>
}

/** For one process. */
export class LocalBroadcast extends Broadcast {
  private readonly all = new Subject<{ channel: string; message: object }>()

  publish(channel: string, message: object): void {
    this.all.next({ channel, message })
  }

  messages<M extends object>(channel: string): Observable<M> {
    return this.all.pipe(
      filter((one) => one.channel === channel),
      map(({ message }) => message as M),
    )
  }
}
