import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { ticketEvents } from './need'
import { NeedsService } from './needs.service'

@EventHandlers('kiosk')
export class NeedsHandlers {
  constructor(private readonly needs: NeedsService) {}

  @OnEvent('hotline.document-erased')
  async eraseWithTicket({ data: { kind, documentId, because } }: Received<'hotline.document-erased'>) {
    if (kind === 'tickets') await this.needs.eraseWithTicket(documentId, because)
  }

  @OnEvent(...ticketEvents)
  async followTicket(ticket: Received<(typeof ticketEvents)[number]>) {
    await this.needs.follow(ticket)
  }
}
