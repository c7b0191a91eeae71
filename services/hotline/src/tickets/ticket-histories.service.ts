import { Injectable } from '@nestjs/common'
import { unscoped } from '@yiwang/auth'
import { Histories, type StepApart } from '@yiwang/people'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import type { HistoryEntry, Ticket } from './ticket'
import { ticketSchema, ticketStepSchema } from './ticket.schema'

/** Calls in vain and returns have no end: what a ticket cannot keep of its history lies apart. */
@Injectable()
export class TicketHistories extends Histories<HistoryEntry, Ticket> {
  constructor(
    @InjectCollection(ticketSchema) tickets: Collection<Ticket>,
    @InjectCollection(ticketStepSchema) steps: Collection<StepApart<HistoryEntry>>,
  ) {
    super(unscoped(tickets), steps)
  }
}
