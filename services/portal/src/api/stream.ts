import { hotline } from './hotline'
import { line } from './line'
import { type Listener, listen } from './listen'
import type { Ticket } from './shapes'

type Told = Pick<Ticket, 'id' | 'version'>

export interface TicketNews extends Told {
  /** The ticket as it is now, asked for once for all who listen; undefined where it cannot be had. */
  ticket: () => Promise<Ticket | undefined>
}

const listeners = new Set<Listener<TicketNews>>()
let stop: (() => void) | undefined

/** One stream for all of a page's listeners. */
export function listenToTickets(listener: Listener<TicketNews>): () => void {
  listeners.add(listener)
  stop ??= listen<Told>({ open: hotline.stream, pause: line.backWithin }, { news: tell, back })
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    stop?.()
    stop = undefined
  }
}

function tell({ id, version }: Told): void {
  let asked: Promise<Ticket | undefined> | undefined
  const ticket = () => {
    asked ??= hotline.ticket(id).catch(() => undefined)
    return asked
  }
  for (const { news } of listeners) news({ id, version, ticket })
}

function back(): void {
  for (const listener of listeners) listener.back()
}
