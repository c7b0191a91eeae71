import type { ActionBodies, TicketAction } from '../../api/hotline'
import type { Ticket } from '../../api/shapes'

export interface ActionProps<A extends TicketAction = TicketAction> {
  ticket: Ticket
  action: A
  send: (body: ActionBodies[A]) => Promise<unknown>
  cancel: () => void
}
