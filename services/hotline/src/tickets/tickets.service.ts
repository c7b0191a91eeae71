import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock, type Decision, DomainError, deriveId, newId } from '@yiwang/domain'
import { type Collection, InjectCollection, type Page, type Stored } from '@yiwang/persistence'
import { AreasService, AuditService, withinArea } from '@yiwang/platform'
import { CallersService } from '../callers/callers.service'
import { isCodeOf, newQueryCode } from './query-code'
import type { Ticket } from './ticket'
import { type Intake, type Moment, receive, resolveByCare, returnByCare } from './ticket-decisions'
import { TicketNews } from './ticket-news.service'
import { isTicketNumber } from './ticket-number'
import { TicketNumbers } from './ticket-numbers.service'
import { isVisibleTo, mayReveal, scopeOf } from './ticket-rights'
import type { ListTickets, RecordTicket } from './tickets.dto'

/** What the intake adds by itself. */
type Wanted = Omit<Intake, 'number' | 'code' | 'areas' | 'preset'>

@Injectable()
export class TicketsService {
  constructor(
    @InjectCollection('tickets') private readonly tickets: Collection<Ticket>,
    private readonly numbers: TicketNumbers,
    private readonly callers: CallersService,
    private readonly areas: AreasService,
    private readonly audit: AuditService,
    private readonly news: TicketNews,
    private readonly clock: Clock,
  ) {}

  async record(wanted: RecordTicket, by: Staff): Promise<Stored<Ticket>> {
    const area = await this.areas.require(wanted.areaCode, 'areaCode')
    if (!withinArea(area, by)) throw new DomainError('unknown-area', { field: 'areaCode' })
    const { kind = 'help', channel = 'phone', confidential = false } = wanted
    const reporter = await this.callers.identify(wanted.reporter, by, 'reporter')
    const beneficiary = wanted.beneficiary && (await this.callers.identify(wanted.beneficiary, by, 'beneficiary'))
    return this.receive({ ...wanted, id: newId(), kind, channel, confidential, reporter, beneficiary }, { by, now: this.clock.now() })
  }

  /** A need told to another service's device. Its term runs from when it was told there, however late the news. */
  async receiveNeed(need: Omit<Wanted, 'id' | 'kind' | 'urgency' | 'confidential' | 'origin'> & { origin: { service: string; id: string } }, at: Date) {
    const reporter = await this.callers.link(need.reporter)
    const beneficiary = need.beneficiary && (await this.callers.link(need.beneficiary))
    const id = deriveId('ticket', need.origin.service, need.origin.id)
    return this.receive({ ...need, id, reporter, beneficiary, kind: 'help', urgency: 'ordinary', confidential: false }, { now: at })
  }

  list({ state, areaCode, reporterPhone, sort = 'dueAt', limit, cursor }: ListTickets, by: Staff): Promise<Page<Stored<Ticket>>> {
    const scope = scopeOf(by)
    return this.tickets.find(
      {
        // Both must hold; the area asked for is mostly the narrower one, and all of its tickets are visible to itself.
        ...(areaCode ? { visibleTo: areaCode, areas: areaCode } : { visibleTo: scope }),
        ...(areaCode && { or: [{ visibleTo: scope }] }),
        ...(state && { state }),
        // Asking for a phone must not tell who reported in confidence.
        ...(reporterPhone && { 'reporter.phone': reporterPhone, ...(by.role !== 'operator' && { confidential: false }) }),
      },
      { sort, limit, after: cursor },
    )
  }

  async get(id: string, by: Staff): Promise<Stored<Ticket>> {
    const ticket = await this.tickets.get(id)
    if (!ticket || !isVisibleTo(ticket, by)) throw new DomainError('not-found')
    return ticket
  }

  /** What a caller asked before, newest first. */
  async earlierOf(phone: string, by: Staff, limit: number): Promise<Stored<Ticket>[]> {
    return (await this.tickets.find({ 'reporter.phone': phone, visibleTo: scopeOf(by) }, { sort: '-createdAt', limit })).items
  }

  /** For whoever has number and code. A wrong code is answered as an unknown number is. */
  async byCode(number: string, code: string): Promise<Stored<Ticket>> {
    if (!isTicketNumber(number)) throw new DomainError('not-a-ticket-number', { field: 'number' })
    const ticket = await this.tickets.findOne({ number })
    if (!isCodeOf(ticket, code)) throw new DomainError('not-found')
    return ticket as Stored<Ticket>
  }

  async reveal(id: string, purpose: string, by: Staff): Promise<Stored<Ticket>> {
    const ticket = await this.get(id, by)
    if (!mayReveal(ticket, by)) throw new DomainError('not-allowed')
    await this.audit.record({ by, kind: 'ticket', id, purpose, fields: ['name', 'phone', 'address'] })
    return ticket
  }

  /** Whoever may not see the ticket hears that there is none, whatever version they name. */
  async decide(id: string, by: Staff, decide: (ticket: Ticket, moment: Moment) => Decision<Ticket>, ifVersion?: number) {
    await this.get(id, by)
    return this.change(id, (ticket) => decide(ticket, { by, now: this.clock.now() }), ifVersion)
  }

  /** What came of a referral. Whatever was done with the ticket meanwhile stands. */
  async resolveByCare(id: string, report: string, at: Date) {
    return this.change(id, (ticket) => (ticket.state === 'referred' ? resolveByCare(ticket, report, at) : undefined))
  }

  async returnByCare(id: string, reason: string, at: Date) {
    return this.change(id, (ticket) => (ticket.state === 'referred' ? returnByCare(ticket, reason, at) : undefined))
  }

  private async receive(wanted: Wanted, moment: Moment): Promise<Stored<Ticket>> {
    const { ancestors } = await this.areas.require(wanted.areaCode, 'areaCode')
    const number = await this.numbers.draw(this.clock.now())
    const ticket = await this.tickets.insert(receive({ ...wanted, number, code: newQueryCode(), areas: ancestors, preset: 'house' }, moment))
    this.news.tell(ticket)
    return ticket
  }

  private async change(id: string, decide: (ticket: Stored<Ticket>) => Decision<Ticket> | undefined, ifVersion?: number) {
    let before: string[] = []
    const ticket = await this.tickets.change(
      id,
      (current) => {
        before = current.visibleTo
        return decide(current)
      },
      { ifVersion },
    )
    this.news.tell(ticket, before)
    return ticket
  }
}
