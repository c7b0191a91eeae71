import type { TicketView } from '../api/generated/hotline'
import type { TextKey } from '../i18n/language'

interface NamedQueue {
  name: string
  label: TextKey
  states: TicketView['state'][]
  newest?: boolean
}

/** The inbox is what waits for an operator; the others are looked into. */
export const queues: NamedQueue[] = [
  { name: 'inbox', label: 'operator.queue.inbox', states: ['received', 'returned', 'resolved'] },
  { name: 'received', label: 'ticket.state.received', states: ['received'] },
  { name: 'returned', label: 'ticket.state.returned', states: ['returned'] },
  { name: 'resolved', label: 'ticket.state.resolved', states: ['resolved'] },
  { name: 'going', label: 'operator.queue.going', states: ['dispatched', 'handling', 'referred'] },
  { name: 'closed', label: 'ticket.state.closed', states: ['closed'], newest: true },
  { name: 'all', label: 'operator.queue.all', states: [] },
]

export const queueOf = (name: string): NamedQueue => queues.find((queue) => queue.name === name) ?? (queues[0] as NamedQueue)
