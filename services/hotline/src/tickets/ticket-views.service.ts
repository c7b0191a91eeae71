import { Injectable } from '@nestjs/common'
import { Clock } from '@yiwang/domain'
import type { Page, Stored } from '@yiwang/persistence'
import { AreasService } from '@yiwang/platform'
import type { Ticket } from './ticket'
import { asSeen } from './ticket.view'
import { TicketHistories } from './ticket-histories.service'
import type { Asker } from './ticket-rights'

/** Tickets as an asker sees them, their areas by name. */
@Injectable()
export class TicketViews {
  constructor(
    private readonly areas: AreasService,
    private readonly histories: TicketHistories,
    private readonly clock: Clock,
  ) {}

  async one(ticket: Stored<Ticket>, by: Asker) {
    return asSeen(await this.whole(ticket), await this.areas.path(ticket.areaCode), by, this.clock.now())
  }

  /** To whoever just wrote it down: with the code, to be told to the caller. */
  async recorded(ticket: Stored<Ticket>, by: Asker) {
    return asSeen(ticket, await this.areas.path(ticket.areaCode), by, this.clock.now(), { withCode: true })
  }

  async page({ items, next }: Page<Stored<Ticket>>, by: Asker) {
    const codes = [...new Set(items.map(({ areaCode }) => areaCode))]
    const paths = new Map(await Promise.all(codes.map(async (code) => [code, await this.areas.path(code)] as const)))
    const now = this.clock.now()
    const whole = await Promise.all(items.map(this.whole))
    return { items: whole.map((ticket) => asSeen(ticket, paths.get(ticket.areaCode) ?? [], by, now)), next }
  }

  private readonly whole = async (ticket: Stored<Ticket>) => ({ ...ticket, history: await this.histories.whole(ticket) })
}
