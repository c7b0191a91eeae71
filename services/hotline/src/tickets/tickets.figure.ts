import { Injectable } from '@nestjs/common'
import { Clock } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { AreasService, Figure } from '@yiwang/platform'
import { awaitingReply, type Ticket } from './ticket'
import { ticketSchema } from './ticket.schema'

/** Deadlines that are missed now. By the console's own index: everything in the city is visible to the city. */
@Injectable()
export class OverdueTickets extends Figure {
  readonly name = 'yiwang_tickets_overdue'
  readonly help = 'Tickets without a reply whose deadline has passed'

  constructor(
    @InjectCollection(ticketSchema) private readonly tickets: Collection<Ticket>,
    private readonly areas: AreasService,
    private readonly clock: Clock,
  ) {
    super()
  }

  async read(): Promise<number> {
    const city = await this.areas.city()
    return city ? this.tickets.count({ visibleTo: city.id, state: { in: awaitingReply }, dueAt: { lt: this.clock.now() } }) : 0
  }
}
