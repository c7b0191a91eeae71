import { keptAs, list, part, schemaOf, sealed, text } from '@yiwang/persistence'
import { endsWith } from '@yiwang/platform'
import { ticketSchema } from './ticket.schema'
import type { TextBlock, TicketText } from './ticket-text'

export const textBlockSchema = schemaOf<TextBlock>('ticket-texts', {
  block: text,
  texts: sealed(list(part<TicketText>({ id: text, number: text, areas: list(text), text }))),
}).index({ block: 1 }) // from the newest back

endsWith(textBlockSchema, ticketSchema)
keptAs(textBlockSchema, 'matter')
