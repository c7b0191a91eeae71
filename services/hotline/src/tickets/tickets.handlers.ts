import { deriveId } from '@yiwang/domain'
import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { TicketActions } from './ticket-actions.service'
import { TicketsService } from './tickets.service'

@EventHandlers('hotline')
export class TicketsHandlers {
  constructor(
    private readonly tickets: TicketsService,
    private readonly actions: TicketActions,
  ) {}

  @OnEvent('kiosk.need-registered')
  async receiveNeed({ id, at, data: { needId, terminalId: _, ...need }, isErased }: Received<'kiosk.need-registered'>) {
    // Long done, and nobody knows any more what it was.
    if (isErased) return
    await this.tickets.receiveNeed({ ...need, id: deriveId(id, 'ticket'), channel: 'kiosk', origin: { service: 'kiosk', id: needId } }, at)
  }

  @OnEvent('home-care.visit-completed')
  async resolveByCare({ data: { source, report, at } }: Received<'home-care.visit-completed'>) {
    if (source.service === 'hotline') await this.actions.resolveByCare(source.id, report, new Date(at))
  }

  @OnEvent('home-care.visit-not-done')
  async returnByCare({ data: { source, reason, at } }: Received<'home-care.visit-not-done'>) {
    if (source.service === 'hotline') await this.actions.returnByCare(source.id, reason, new Date(at))
  }
}
