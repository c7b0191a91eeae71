import { Injectable } from '@nestjs/common'
import { type Seen, type Staff } from '@yiwang/auth'
import { DomainError } from '@yiwang/domain'
import { soughtIn } from '@yiwang/people'
import { type Page, type Stored } from '@yiwang/persistence'
import { AreasService, cityPhones } from '@yiwang/platform'
import type { Ticket } from './ticket'
import { isTicketNumber, ticketNumberIn } from './ticket-number'
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
    private readonly tickets: TicketsService,
    private readonly texts: TicketTexts,
    private readonly areas: AreasService,
  ) {}

  async find(q: string, wanted: Wanted, by: Staff): Promise<Page<Stored<Ticket>>> {
    if (wanted.reporterPhone) throw new DomainError('invalid-value', { field: 'reporterPhone', reason: 'not together with q' })
    const number = ticketNumberIn(q)
    if (number) return this.byNumber(number, wanted, by)
    const { sought, whole } = soughtIn(q, cityPhones())
    if (whole && sought.phone) return this.byPhone(sought.phone, wanted, by)
    // Words that hold a number of somebody are a search for people; others name nobody, and are a list.
    return this.tickets.searchPeople(sought, by, () => this.byWords(q, wanted, by))
  }

  private async byNumber(number: string, { state, areaCode }: Wanted, by: Staff): Promise<Page<Stored<Ticket>>> {
    const listed = await this.tickets.listed({ state, areaCode }, by)
    // One question, which what lies elsewhere answers as what is nowhere does.
    const { items } = await listed.find({ number }, { limit: 1 })
    return { items, next: null }
  }

  private byPhone(phone: string, { state, areaCode, limit, cursor }: Wanted, by: Staff): Promise<Page<Stored<Ticket>>> {
    return this.tickets.searchPhone(phone, { state, areaCode }, by, { limit, cursor })
  }

  /** Where a ticket lies its text can tell, and never changes; what lies above that, the areas of now; who sees it, also from elsewhere since it came to them, the tickets alone. */
  private async byWords(words: string, { state, areaCode, limit, cursor }: Wanted, by: Staff): Promise<Page<Stored<Ticket>>> {
    const listed = await this.tickets.listed({ state, areaCode }, by)
    const items: Stored<Ticket>[] = []
    let cost = 0
    for await (const { found, blocks, end } of this.texts.find(words, cursor && numberAt(cursor))) {
      const candidates = areaCode ? await this.within(areaCode, found) : found
      for (let from = 0; from < candidates.length; from += READ_TOGETHER) {
        for (const ticket of await this.read(candidates.slice(from, from + READ_TOGETHER), listed)) {
          if (items.length === limit) return { items, next: cursorAt(items[limit - 1].number) }
          items.push(ticket)
        }
      }
      cost += blocks + candidates.length
      if (end && cost > MOST) return { items, next: cursorAt(end) }
    }
    return { items, next: null }
  }

  private async within(areaCode: string, found: TicketText[]): Promise<TicketText[]> {
    const own = await Promise.all(found.map(({ areas: [code] }) => this.areas.get(code)))
    return found.filter((_, at) => own[at]?.ancestors.includes(areaCode))
  }

  private async read(texts: { id: string }[], listed: Pick<Seen<Ticket>, 'find'>): Promise<Stored<Ticket>[]> {
    const { items } = await listed.find({ id: { in: texts.map(({ id }) => id) } }, { limit: READ_TOGETHER })
    return items.sort((a, b) => (a.number < b.number ? 1 : -1))
  }
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
