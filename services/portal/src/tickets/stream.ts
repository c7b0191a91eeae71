import { type TicketView, tickets } from '../api/generated/hotline'
import { line } from '../api/line'
import { type Listener, listen } from '../api/listen'
import { authorizedFetch } from '../api/send'

type Told = Pick<TicketView, 'id' | 'version'>

export interface TicketNews extends Told {
  /** The ticket as it is now, asked for once for all who listen; undefined where it cannot be had. */
  ticket: () => Promise<TicketView | undefined>
}

const open = (signal: AbortSignal) =>
  authorizedFetch(new Request(new URL('/api/hotline/tickets/stream', window.location.origin), { headers: { accept: 'text/event-stream' }, signal }))

const listeners = new Set<Listener<TicketNews>>()
let stop: (() => void) | undefined

/** One stream for all of a page's listeners. */
export function listenToTickets(listener: Listener<TicketNews>): () => void {
  listeners.add(listener)
  stop ??= listen<Told>({ open, pause: line.backWithin }, { news: tell, back })
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    stop?.()
    stop = undefined
  }
}

function tell({ id, version }: Told): void {
  let asked: Promise<TicketView | undefined> | undefined
  const ticket = () => {
    asked ??= tickets.get({ id }).catch(() => undefined)
    return asked
  }
  for (const { news } of listeners) news({ id, version, ticket })
}

function back(): void {
  for (const listener of listeners) listener.back()
}
