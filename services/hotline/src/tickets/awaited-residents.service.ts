import { Injectable } from '@nestjs/common'
import { Clock, deriveId } from '@yiwang/domain'
import { besideDelivery, type Collection, InjectCollection, type Stored } from '@yiwang/persistence'
import { Every, takeAll } from '@yiwang/platform'
import type { Caller } from '../callers/caller'
import { CallersService } from '../callers/callers.service'
import type { AwaitedResident } from './awaited-resident.schema'
import { awaitedResidentSchema } from './awaited-resident.schema'
import { ClaimsService } from './claims.service'
import { type PersonRole, personRoles, type Ticket } from './ticket'
import { ticketSchema } from './ticket.schema'
import { link } from './ticket-decisions'
import { TicketNews } from './ticket-news.service'

/** News that was parked waits for an admin, who may be away for some weeks; an id that is still unknown after that was made up. */
const AT_MOST_MS = 30 * 24 * 3600_000

/**
 * The news of a need may overtake that of the resident whom it names. The ticket is made at once, a row is left, and the resident's news fills it in, where the register says of
 * them what was told; otherwise somebody is to check it (`ClaimsService`). Who leaves a row looks into the directory after that, and who copies a resident looks for rows
 * after that: whichever comes first, one of the two sees the other.
 */
@Injectable()
export class AwaitedResidents {
  constructor(
    @InjectCollection(awaitedResidentSchema) private readonly awaited: Collection<AwaitedResident>,
    @InjectCollection(ticketSchema) private readonly tickets: Collection<Ticket>,
    private readonly callers: CallersService,
    private readonly claims: ClaimsService,
    private readonly news: TicketNews,
    private readonly clock: Clock,
  ) {
    callers.onKnown((caller, isNew) => this.heard(caller, isNew))
  }

  /** `named`: the people as they were told of, whom the ticket may not have by their ids. */
  async waitFor(ticket: Stored<Ticket>, named: Pick<Ticket, PersonRole>): Promise<void> {
    const missing = personRoles.filter((role) => named[role]?.residentId && ticket[role]?.residentId !== named[role]?.residentId)
    for (const residentId of new Set(missing.map((role) => named[role]?.residentId as string))) {
      const roles = missing.filter((role) => named[role]?.residentId === residentId)
      await this.awaited.insert({ set: { id: deriveId(residentId, ticket.id), residentId, ticketId: ticket.id, roles, createdAt: this.clock.now() } })
      // A change of its own: this delivery has changed the ticket already.
      const caller = await this.callers.get(residentId)
      if (caller) await besideDelivery(() => this.arrived(caller))
    }
  }

  /** Nobody is waited for any longer than for thirty days: the ticket keeps the name that was given. Made-up ids leave a row each, and no news takes it away. */
  @Every(60 * 60_000)
  async sweep(): Promise<void> {
    const now = this.clock.now()
    await takeAll(this.awaited, { createdAt: { exists: false } }, 'id', ({ id }) =>
      this.awaited.upsert(id, (known) => known && { set: { createdAt: now } }),
    )
    const before = new Date(now.getTime() - AT_MOST_MS)
    await takeAll(this.awaited, { createdAt: { lt: before } }, 'createdAt', ({ id }) => this.awaited.remove(id))
  }

  private async heard(caller: Caller, isNew: boolean): Promise<void> {
    await this.arrived(caller)
    if (!isNew) await this.claims.follow(caller)
  }

  private async arrived(caller: Caller): Promise<void> {
    for await (const { id, ticketId, roles } of this.awaited.each({ residentId: caller.id })) {
      if (!(await this.claims.isDecided(ticketId, caller.id))) await this.settle(ticketId, caller, roles)
      await this.awaited.remove(id)
    }
  }

  private async settle(ticketId: string, caller: Caller, roles: PersonRole[]): Promise<void> {
    const ticket = await this.tickets.get(ticketId)
    if (!ticket) return
    const different: PersonRole[] = []
    for (const role of roles) {
      const person = ticket[role]
      if (!person || (await this.callers.differences(caller, person, ticket.areaCode)).length) different.push(role)
    }
    const theirs = roles.filter((role) => !different.includes(role))
    if (theirs.length) this.news.tell(await this.tickets.change(ticketId, (current) => link(current, caller.id, theirs)))
    if (different.length) await this.claims.open(ticket, caller, different)
  }
}
