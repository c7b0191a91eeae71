import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { DomainError, newId } from '@yiwang/domain'
import { PeopleSearches } from '@yiwang/people'
import { AreasService } from '@yiwang/platform'
import { CallersService } from '../callers/callers.service'
import { seesReporter } from '../tickets/ticket-rights'
import { TicketsService } from '../tickets/tickets.service'
import { asGreeted, type CallView, seenOfCaller, type WhoIsCalling } from './calls.dto'

const OPEN_TICKETS = 10

/** A call that comes in, or is made about a ticket: who it may be, and what of them is not over. */
@Injectable()
export class CallsService {
  constructor(
    private readonly callers: CallersService,
    private readonly tickets: TicketsService,
    private readonly areas: AreasService,
    private readonly searches: PeopleSearches,
  ) {}

  async whoIsCalling({ phone: told, ticket, call = newId() }: WhoIsCalling, by: Staff): Promise<CallView> {
    if (told && ticket) throw new DomainError('invalid-value', { field: 'phone', reason: 'not together with ticket' })
    const phone = ticket ? await this.phoneOf(ticket, by) : told
    if (!phone) return { people: [], morePeople: false, tickets: [] }
    const { callers, more, tickets } = await this.searches.call({ by, id: ticket ?? call, phone, fields: seenOfCaller }, async () => {
      const known = await this.callers.withPhoneIn(by, phone)
      return { ...known, residentIds: known.callers.map(({ id }) => id), tickets: await this.tickets.openOf(phone, by) }
    })
    const people = await Promise.all(callers.map(async (caller) => asGreeted(caller, await this.areas.path(caller.areaCode))))
    return { phone, people, morePeople: more, tickets: tickets.slice(0, OPEN_TICKETS) }
  }

  private async phoneOf(id: string, by: Staff): Promise<string | undefined> {
    const ticket = await this.tickets.get(id, by)
    return (seesReporter(ticket, by) ? ticket.reporter.phone : undefined) ?? ticket.beneficiary?.phone
  }
}
