import { Injectable } from '@nestjs/common'
import { type Staff, unscoped } from '@yiwang/auth'
import { newId } from '@yiwang/domain'
import { residentOf } from '@yiwang/people'
import { type Collection, InjectCollection, unnamed } from '@yiwang/persistence'
import { Budgets, type PageQuery } from '@yiwang/platform'
import { CallersService } from '../callers/callers.service'
import { keysOfReporter } from './own-tickets'
import type { ReportMatter } from './own-tickets.dto'
import { isConfidential, type Ticket } from './ticket'
import { ticketSchema } from './ticket.schema'
import { TicketsService } from './tickets.service'

/** Somebody tells of a few matters in an hour, or of one many times. */
const REPORTS = { limit: 5, seconds: 3600 }

/** What residents reported, and what they report themselves. */
@Injectable()
export class OwnTicketsService {
  constructor(
    @InjectCollection(ticketSchema) private readonly all: Collection<Ticket>,
    private readonly tickets: TicketsService,
    private readonly callers: CallersService,
    private readonly budgets: Budgets,
  ) {}

  /** The newest first. Whoever acts for somebody is another person than the one whose it is: what was told in confidence they do not see. */
  list({ limit, cursor }: PageQuery, by: Staff) {
    const id = residentOf(by)
    const reportedBy = { in: keysOfReporter(id, { themselves: by.id === id }) }
    return unscoped(this.all).find({ reportedBy }, { sort: '-createdAt', limit, after: cursor })
  }

  async report(wanted: ReportMatter, by: Staff): Promise<Ticket> {
    const id = residentOf(by)
    await this.budgets.take('own-reports', id, REPORTS)
    const caller = await this.callers.own(id)
    const { kind = 'help', confidential = false } = wanted
    const matter = { ...wanted, id: newId(), kind, confidential: isConfidential({ kind, confidential }) }
    const store = () => this.tickets.receiveOwn(matter, caller)
    // Who caused it stands in clear beside what is stored and told.
    return matter.confidential ? unnamed(store) : store()
  }
}
