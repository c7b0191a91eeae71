import { Injectable } from '@nestjs/common'
import { may, type Staff, scopeOf, unscoped } from '@yiwang/auth'
import { Clock, newId } from '@yiwang/domain'
import { type Collection, InjectCollection, runInContext } from '@yiwang/persistence'
import { AreasService, Every, type ServerSentEvent, shown } from '@yiwang/platform'
import { filter, map, merge, Observable, Subject } from 'rxjs'
import type { Ticket } from './ticket'
import { ticketSchema } from './ticket.schema'
import { WaitingView } from './ticket.view'
import { audienceOf, TicketLook } from './ticket-look.view'
import { type ChangedTicket, TicketNews } from './ticket-news.service'
import { TicketsService } from './tickets.service'

/** Those who see the same and may the same: for all of them it is counted once what waits. */
interface Audience {
  /** Any one of them. */
  by: Staff
  watching: number
  isStale: boolean
  waiting: Subject<ServerSentEvent>
}

const TOGETHER_MS = 1_000

/**
 * Tells who watches tickets what became of them, as the door would answer, so that nobody has to ask it. A change is read once at each instance where somebody watches it,
 * and shown once for each audience, however many watch.
 */
@Injectable()
export class TicketWatchers {
  private readonly audiences = new Map<string, Audience>()
  private readonly looks = new Subject<{ visibleTo: string[]; look: TicketLook }>()
  /** Heard of and not yet looked at. */
  private readonly heard = new Map<string, ChangedTicket>()
  private looking = false

  constructor(
    @InjectCollection(ticketSchema) private readonly stored: Collection<Ticket>,
    private readonly tickets: TicketsService,
    private readonly areas: AreasService,
    private readonly clock: Clock,
    news: TicketNews,
  ) {
    news.all().subscribe((changed) => this.hear(changed))
  }

  /**
   * `ticket`: one that the asker sees, or saw until now, is now this; null where they see it no more, absent where they had better ask. `waiting`: what waits for them
   * now.
   */
  of(by: Staff): Observable<ServerSentEvent> {
    const tickets = this.looks.pipe(
      filter(({ visibleTo }) => visibleTo.includes(scopeOf(by))),
      map(({ look }) => look.toldTo(by)),
    )
    return new Observable((subscriber) => {
      const audience = this.enter(by)
      const lines = merge(tickets, audience.waiting).subscribe(subscriber)
      return () => {
        lines.unsubscribe()
        this.leave(audience)
      }
    })
  }

  /** Many tickets change at once in a storm: they are counted once after all of these. */
  @Every(TOGETHER_MS)
  async tellWhatWaits(): Promise<void> {
    for (const audience of this.audiences.values()) {
      if (!audience.isStale) continue
      audience.isStale = false
      try {
        audience.waiting.next({ event: 'waiting', data: JSON.stringify(shown(WaitingView, await this.tickets.waiting(audience.by))) })
      } catch (error) {
        audience.isStale = true
        throw error
      }
    }
  }

  private hear(changed: ChangedTicket): void {
    if (this.concerned(changed).length === 0) return
    const { id, version } = changed
    const before = this.heard.get(id)
    // What is heard of one that still waits is one with it.
    this.heard.set(id, { id, version, visibleTo: [...changed.visibleTo, ...(before?.visibleTo ?? [])] })
    if (this.looking) return
    this.looking = true
    // In a context of its own: whoever made the change is not the one who is shown it.
    void runInContext({ correlation: newId() }, () => this.lookAtAll())
  }

  /** One after the other, those heard of meanwhile among them. */
  private async lookAtAll(): Promise<void> {
    for (const [id, changed] of this.heard) {
      this.heard.delete(id)
      const look = await this.look(changed).catch(() => new TicketLook(changed, undefined))
      this.looks.next({ visibleTo: changed.visibleTo, look })
      // After it, so that whoever hears what waits knows of what.
      for (const audience of this.concerned(changed)) audience.isStale = may(audience.by, 'tickets.take-up')
    }
    this.looking = false
  }

  private async look({ id, version }: ChangedTicket): Promise<TicketLook> {
    const ticket = await unscoped(this.stored).get(id)
    return new TicketLook({ id, version }, ticket && { ticket, path: await this.areas.path(ticket.areaCode), now: this.clock.now() })
  }

  private concerned = ({ visibleTo }: ChangedTicket): Audience[] => [...this.audiences.values()].filter(({ by }) => visibleTo.includes(scopeOf(by)))

  private enter(by: Staff): Audience {
    const name = audienceOf(by)
    const audience = this.audiences.get(name) ?? { by, watching: 0, isStale: false, waiting: new Subject() }
    audience.watching++
    this.audiences.set(name, audience)
    return audience
  }

  private leave(audience: Audience): void {
    if (--audience.watching === 0) this.audiences.delete(audienceOf(audience.by))
  }
}
