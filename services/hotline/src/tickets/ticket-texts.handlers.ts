import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { TicketTexts } from './ticket-texts.service'

/** A group of its own reads the log from its beginning: what was recorded before there was a search is found as well. */
@EventHandlers('hotline.ticket-texts')
export class TicketTextsHandlers {
  constructor(private readonly texts: TicketTexts) {}

  @OnEvent('hotline.document-erased')
  async eraseText({ data: { kind, documentId } }: Received<'hotline.document-erased'>) {
    if (kind === 'tickets') await this.texts.keep(documentId)
  }

  @OnEvent('hotline.ticket-received')
  async keepText({ data: { ticketId } }: Received<'hotline.ticket-received'>) {
    await this.texts.keep(ticketId)
  }
}
