import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { ticketEvents } from './need'
import { NeedsService } from './needs.service'

@EventHandlers('kiosk')
export class NeedsHandlers {
  constructor(private readonly needs: NeedsService) {}

  @OnEvent(...ticketEvents)
  async followTicket(ticket: Received<(typeof ticketEvents)[number]>) {
    await this.needs.follow(ticket)
  }
}
