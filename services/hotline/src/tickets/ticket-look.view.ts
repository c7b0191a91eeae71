import { rolesOf, scopeOf } from '@yiwang/auth'
import type { AreaStep } from '@yiwang/people'
import type { Stored } from '@yiwang/persistence'
import { type ServerSentEvent, shown } from '@yiwang/platform'
import type { Ticket } from './ticket'
import { asSeen, TicketView } from './ticket.view'
import { type Asker, isVisibleTo, mayReveal, seesReporter } from './ticket-rights'

/** Whoever shows a ticket that takes more asks for it. */
const LONGEST = 32 * 1024

/** Those who see the same and may the same. */
export const audienceOf = (by: Asker): string => `${rolesOf(by).join(' ')} ${scopeOf(by)}`

interface Looked {
  ticket: Stored<Ticket>
  path: AreaStep[]
  /** When it was read. */
  now: Date
}

/**
 * A ticket that changed, as it lies now. It is shown once for each audience: what the door answers depends on nothing else of an asker, but for its reporter, whom also
 * whoever wrote it down is shown, and for whether its people may be revealed to them.
 */
export class TicketLook {
  private readonly made = new Map<string, ServerSentEvent>()

  /** `found`: undefined where it could not be read. */
  constructor(
    private readonly heard: { id: string; version: number },
    private readonly found: Looked | undefined,
  ) {}

  toldTo(by: Asker): ServerSentEvent {
    const name = [
      audienceOf(by),
      ...(this.found ? [seesReporter(this.found.ticket, by), mayReveal(this.found.ticket, by, this.found.now)] : []),
    ].join(' ')
    const event = this.made.get(name) ?? { event: 'ticket', data: this.dataFor(by) }
    this.made.set(name, event)
    return event
  }

  private dataFor(by: Asker): string {
    if (!this.found) return JSON.stringify(this.heard)
    const { ticket, path, now } = this.found
    const { id, version } = ticket
    if (!isVisibleTo(ticket, by)) return JSON.stringify({ id, version, ticket: null })
    // Of a long history not all is at hand.
    const data = ticket.apart ? '' : JSON.stringify({ id, version, ticket: shown(TicketView, asSeen(ticket, path, by, now)) })
    return data && data.length <= LONGEST ? data : JSON.stringify({ id, version })
  }
}
