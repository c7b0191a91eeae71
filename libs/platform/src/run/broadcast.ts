import { filter, map, NEVER, type Observable, Subject } from 'rxjs'
import type { z } from 'zod'

/** What instances tell each other under one name, and what it looks like. What comes from outside and looks otherwise is handed to nobody. */
export interface Channel<M extends object> {
  name: string
  message: z.ZodType<M>
}

/** Tells every instance of a service something that need not be kept: that a ticket changed which somebody watches. Redis in the other row. */
export abstract class Broadcast {
  abstract publish<M extends object>(channel: Channel<M>, message: M): void
  abstract messages<M extends object>(channel: Channel<M>): Observable<M>
  /** Something that another instance said may not have come. */
  abstract readonly missed: Observable<void>
  /** Whether what other instances say arrives here. */
  abstract readonly isHearing: boolean
}

/** For one process. */
export class LocalBroadcast extends Broadcast {
  readonly missed = NEVER
  readonly isHearing = true
  private readonly all = new Subject<{ name: string; message: object }>()

  publish<M extends object>({ name }: Channel<M>, message: M): void {
    this.all.next({ name, message })
  }

  messages<M extends object>({ name }: Channel<M>): Observable<M> {
    return this.all.pipe(
      filter((one) => one.name === name),
      map(({ message }) => message as M),
    )
  }
}
