import { Injectable } from '@nestjs/common'
import { ofDepartment, type Staff } from '@yiwang/auth'
import { DomainError } from '@yiwang/domain'
import { mainNumber, normalPhone } from '@yiwang/domain/normalization'
import { type Collection, InjectCollection, type Page, type Stored } from '@yiwang/persistence'
import { AreasService, cityPhones } from '@yiwang/platform'
import type { Ticket } from './ticket'
import { isTicketNumber, ticketNumberIn } from './ticket-number'
import { isVisibleTo, scopeOf } from './ticket-rights'
import type { TicketText } from './ticket-text'
import { TicketTexts } from './ticket-texts.service'
import type { ListTickets } from './tickets.dto'
import { TicketsService } from './tickets.service'

/** How much one request may look through, in blocks of texts opened and tickets read: a city's year. What lies further back is on the next page. */
const MOST = 3000
const READ_TOGETHER = 50

type Wanted = Omit<ListTickets, 'q' | 'sort'>

/** What an operator types into one field: a number, a telephone, or words. Always the newest first. */
@Injectable()
export class TicketSearch {
  constructor(
    @InjectCollection('tickets') private readonly stored: Collection<Ticket>,
    private readonly tickets: TicketsService,
    private readonly texts: TicketTexts,
    private readonly areas: AreasService,
  ) {}

  async find(q: string, wanted: Wanted, by: Staff): Promise<Page<Stored<Ticket>>> {
    if (wanted.reporterPhone) throw new DomainError('invalid-value', { field: 'reporterPhone', reason: 'not together with q' })
    const number = ticketNumberIn(q)
    if (number) return this.byNumber(number, wanted, by)
    const phone = phoneIn(q)
    return phone ? this.byPhone(phone, wanted, by) : this.byWords(q, wanted, by)
  }

  private async byNumber(number: string, wanted: Wanted, by: Staff): Promise<Page<Stored<Ticket>>> {
    const seen = await this.seenBy(by, wanted)
    const ticket = await this.stored.findOne({ number })
    return { items: ticket && seen(ticket) ? [ticket] : [], next: null }
  }

  private async byPhone(phone: string, { state, areaCode, limit, cursor }: Wanted, by: Staff): Promise<Page<Stored<Ticket>>> {
    await this.tickets.recordSearch(phone, by)
    return this.tickets.withPhone(phone, { state, areaCode }, by, { limit, cursor })
  }

  private async byWords(words: string, wanted: Wanted, by: Staff): Promise<Page<Stored<Ticket>>> {
    const { areaCode, limit, cursor } = wanted
    const seen = await this.seenBy(by, wanted)
    // Of an area everything is visible that lies in it; a department sees what came to it, which the tickets alone can tell.
    const places = [ofDepartment(by) ? [] : scopeOf(by), areaCode ?? []].flat()
    const items: Stored<Ticket>[] = []
    let cost = 0
    for await (const { found, blocks, end } of this.texts.find(words, cursor && numberAt(cursor))) {
      const candidates = found.filter(({ areas }) => places.every((code) => areas.includes(code)))
      for (let from = 0; from < candidates.length; from += READ_TOGETHER) {
        for (const ticket of await this.read(candidates.slice(from, from + READ_TOGETHER))) {
          if (!seen(ticket)) continue
          if (items.length === limit) return { items, next: cursorAt(items[limit - 1].number) }
          items.push(ticket)
        }
      }
      cost += blocks + candidates.length
      if (end && cost > MOST) return { items, next: cursorAt(end) }
    }
    return { items, next: null }
  }

  private async read(texts: TicketText[]): Promise<Stored<Ticket>[]> {
    const { items } = await this.stored.find({ id: { in: texts.map(({ id }) => id) } }, { limit: READ_TOGETHER })
    return items.sort((a, b) => (a.number < b.number ? 1 : -1))
  }

  private async seenBy(by: Staff, { state, areaCode }: Wanted): Promise<(ticket: Ticket) => boolean> {
    if (areaCode) await this.areas.seen(areaCode, by)
    return (ticket) => isVisibleTo(ticket, by) && (!state || ticket.state === state) && (!areaCode || ticket.areas.includes(areaCode))
  }
}

/** Words that hold a number are words, and so are the few digits of a number of services: they stand in what people tell. */
const phoneIn = (q: string): string | undefined => {
  const phone = normalPhone(q, cityPhones())
  return phone && mainNumber(phone).length > 6 ? phone : undefined
}

/** A search goes on below the last number that it looked at. */
const cursorAt = (number: string): string => Buffer.from(JSON.stringify(['words', number])).toString('base64url')

function numberAt(cursor: string): string {
  try {
    const [of, number] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (of === 'words' && isTicketNumber(number)) return number
  } catch {
    // told below
  }
  throw new DomainError('invalid-cursor', { field: 'cursor' })
}
