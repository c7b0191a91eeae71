import { type TicketView, tickets, type WaitingView } from '../api/generated/hotline'
import { line } from '../api/line'
import { listen } from '../api/listen'
import { Problem } from '../api/problem'
import { authorizedFetch } from '../api/send'

/** `ticket`: as its door answers whoever listens; null where they see it no more, absent where they had better ask. */
type Told = Pick<TicketView, 'id' | 'version'> & { ticket?: TicketView | null }

export interface TicketNews extends Pick<TicketView, 'id' | 'version'> {
  /** The ticket as it is now, null where they see it no more. Where the news do not bring it, it is asked for once for all who listen; undefined where it cannot be had. */
  ticket: () => Promise<TicketView | null | undefined>
}

interface Listener {
  ticket?: (news: TicketNews) => void
  waiting?: (now: WaitingView) => void
  /** The line was down: something may have been missed. */
  back: () => void
}

const open = (signal: AbortSignal) =>
  authorizedFetch(new Request(new URL('/api/hotline/tickets/stream', window.location.origin), { headers: { accept: 'text/event-stream' }, signal }))

const listeners = new Set<Listener>()
let stop: (() => void) | undefined

/** One stream for all of a page's listeners. */
export function listenToTickets(listener: Listener): () => void {
  listeners.add(listener)
  stop ??= listen({ open, pause: line.backWithin }, { news, back })
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    stop?.()
    stop = undefined
  }
}

function news(event: string, data: unknown): void {
  if (event === 'ticket') tell(data as Told)
  if (event === 'waiting') for (const { waiting } of listeners) waiting?.(data as WaitingView)
}

function tell({ id, version, ticket: brought }: Told): void {
  let asked: Promise<TicketView | null | undefined> | undefined
  const ticket = () => {
    asked ??= brought === undefined ? tickets.get({ id }).catch(nullIfGone) : Promise.resolve(brought)
    return asked
  }
  for (const listener of listeners) listener.ticket?.({ id, version, ticket })
}

const nullIfGone = (error: unknown) => (error instanceof Problem && error.status === 404 ? null : undefined)

function back(): void {
  for (const listener of listeners) listener.back()
}
