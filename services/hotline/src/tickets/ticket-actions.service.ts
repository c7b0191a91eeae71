import { Injectable } from '@nestjs/common'
import { type Staff, scopeOf, seen } from '@yiwang/auth'
import { Clock, type Decision } from '@yiwang/domain'
import { type Collection, InjectCollection, type Stored } from '@yiwang/persistence'
import { CalendarService } from '@yiwang/platform'
import { UnitsService } from '../units/units.service'
import type { Ticket } from './ticket'
import { ticketSchema } from './ticket.schema'
import { accept, answer, callBack, dispatch, type Moment, refer, resolve, resolveByCare, returnByCare, returnToHotline } from './ticket-decisions'
import { TicketHistories } from './ticket-histories.service'
import { TicketNews } from './ticket-news.service'
import { checkRight, type TicketAction } from './ticket-rights'
import type { AnswerTicket, CallBackTicket, ReferTicket } from './tickets.dto'
import { TicketsService } from './tickets.service'

/** Who acts, and on which version, if they say. */
export interface Actor {
  by: Staff
  ifVersion?: number
}

@Injectable()
export class TicketActions {
  constructor(
    @InjectCollection(ticketSchema) private readonly stored: Collection<Ticket>,
    private readonly tickets: TicketsService,
    private readonly units: UnitsService,
    private readonly calendar: CalendarService,
    private readonly histories: TicketHistories,
    private readonly news: TicketNews,
    private readonly clock: Clock,
  ) {}

  answer(id: string, given: AnswerTicket, actor: Actor) {
    return this.act('answer', id, actor, (ticket, moment) => answer(ticket, given, moment))
  }

  async dispatch(id: string, unitId: string, actor: Actor) {
    await this.tickets.get(id, actor.by)
    const { name } = await this.units.require(unitId, actor.by, 'unitId')
    return this.act('dispatch', id, actor, (ticket, moment) => dispatch(ticket, { id: unitId, name }, moment))
  }

  refer(id: string, referral: ReferTicket, actor: Actor) {
    return this.act('refer', id, actor, (ticket, moment) => refer(ticket, referral, moment))
  }

  accept(id: string, actor: Actor) {
    return this.act('accept', id, actor, accept)
  }

  returnToHotline(id: string, reason: string, actor: Actor) {
    return this.act('return', id, actor, (ticket, moment) => returnToHotline(ticket, reason, moment))
  }

  resolve(id: string, reply: string, actor: Actor) {
    return this.act('resolve', id, actor, (ticket, moment) => resolve(ticket, reply, moment))
  }

  callBack(id: string, call: CallBackTicket, actor: Actor) {
    return this.act('call-back', id, actor, (ticket, moment) => callBack(ticket, call, moment))
  }

  /** What came of a referral. Whatever was done with the ticket meanwhile stands. */
  async resolveByCare(id: string, report: string, at: Date) {
    const moment = { now: at, calendar: await this.calendar.known() }
    return this.change(this.stored, id, (ticket) => (ticket.state === 'referred' ? resolveByCare(ticket, report, moment) : undefined))
  }

  async returnByCare(id: string, reason: string, at: Date) {
    const moment = { now: at, calendar: await this.calendar.known() }
    return this.change(this.stored, id, (ticket) => (ticket.state === 'referred' ? returnByCare(ticket, reason, moment) : undefined))
  }

  private async act(action: TicketAction, id: string, { by, ifVersion }: Actor, decide: (ticket: Ticket, moment: Moment) => Decision<Ticket>) {
    const calendar = await this.calendar.known()
    return this.change(
      seen(this.stored, scopeOf(by)),
      id,
      (ticket) => {
        checkRight(ticket, by, action)
        return decide(ticket, { by, now: this.clock.now(), calendar })
      },
      ifVersion,
    )
  }

  private async change(
    of: Pick<Collection<Ticket>, 'change'>,
    id: string,
    decide: (ticket: Stored<Ticket>) => Decision<Ticket> | undefined,
    ifVersion?: number,
  ) {
    let before: string[] = []
    const changed = await of.change(
      id,
      (current) => {
        before = current.visibleTo
        return decide(current)
      },
      { ifVersion, keyed: true },
    )
    // A delivery changes a document once: what news adds leaves with somebody's next action.
    const ticket = of === this.stored ? changed : await this.histories.shorten(changed)
    this.news.tell(ticket, before)
    return ticket
  }
}
