import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { AuditService } from '@yiwang/people'
import { AreasService } from '@yiwang/platform'
import { CallersService } from '../callers/callers.service'
import { TicketsService } from '../tickets/tickets.service'
import { asGreeted } from './calls.dto'

const EARLIER_TICKETS = 10

/** A call that comes in: who it may be, and what they asked before. */
@Injectable()
export class CallsService {
  constructor(
    private readonly callers: CallersService,
    private readonly tickets: TicketsService,
    private readonly areas: AreasService,
    private readonly audit: AuditService,
  ) {}

  async whoIsCalling(phone: string, by: Staff) {
    const { callers, more } = await this.callers.withPhoneIn(by, phone)
    // The operator reads their names in full, which is kept as every such read is.
    await Promise.all(callers.map(({ id }) => this.audit.record({ by, kind: 'caller', id, purpose: '来电识别', fields: ['name'] })))
    const people = await Promise.all(callers.map(async (caller) => asGreeted(caller, await this.areas.path(caller.areaCode))))
    return { phone, people, morePeople: more, tickets: await this.tickets.earlierOf(phone, by, EARLIER_TICKETS) }
  }
}
