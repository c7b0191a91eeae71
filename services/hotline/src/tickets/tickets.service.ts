import { Injectable } from '@nestjs/common'
import { ofDepartment, type Seen, type Staff, scopeOf, seen } from '@yiwang/auth'
import { Clock, DomainError, newId } from '@yiwang/domain'
import { formsOfPhone } from '@yiwang/domain/normalization'
import { AuditService, PeopleSearches, type RevealForm, type SoughtBy, searchTermsAt } from '@yiwang/people'
import { type Collection, type Filter, InjectCollection, type Page, type Stored } from '@yiwang/persistence'
import { type Area, AreasService, CalendarService, cityPhones, type PageQuery } from '@yiwang/platform'
import type { Caller } from '../callers/caller'
import { CallersService } from '../callers/callers.service'
import { HotlineSettings } from '../config'
import { UnitsService } from '../units/units.service'
import { AwaitedResidents } from './awaited-residents.service'
import { isCodeOf, newQueryCode } from './query-code'
import type { Ticket } from './ticket'
import { ticketSchema } from './ticket.schema'
import { RevealedView } from './ticket.view'
import { type Intake, type Moment, receive } from './ticket-decisions'
import { TicketNews } from './ticket-news.service'
import { ticketNumberIn } from './ticket-number'
import { TicketNumbers } from './ticket-numbers.service'
import { type Asker, mayReveal, seesReporter, waitsFor, whereReporterIsSeen } from './ticket-rights'
import type { ListTickets, RecordTicket } from './tickets.dto'

/** Whoever called more often than this lately is told of the latest. */
const NEWEST = 50

type Wanted = Omit<Intake, 'number' | 'code' | 'areas' | 'preset'>
type Within = Pick<ListTickets, 'state' | 'areaCode'>
/** What another service heard from someone at its own door. */
export type Need = Pick<Intake, 'id' | 'areaCode' | 'reporter' | 'beneficiary' | 'description' | 'place' | 'channel' | 'origin'>

/** What somebody tells at their own page. */
type OwnMatter = Pick<Intake, 'id' | 'kind' | 'description' | 'place' | 'occurredAt' | 'confidential'>

@Injectable()
export class TicketsService {
  constructor(
    @InjectCollection(ticketSchema) private readonly tickets: Collection<Ticket>,
    private readonly numbers: TicketNumbers,
    private readonly callers: CallersService,
    private readonly awaited: AwaitedResidents,
    private readonly areas: AreasService,
    private readonly units: UnitsService,
    private readonly calendar: CalendarService,
    private readonly audit: AuditService,
    private readonly searches: PeopleSearches,
    private readonly news: TicketNews,
    private readonly settings: HotlineSettings,
    private readonly clock: Clock,
  ) {}

  async record(wanted: RecordTicket, by: Staff, id = newId()): Promise<Stored<Ticket>> {
    // It would not see what it wrote down: intake is for the hotline and the communities.
    if (ofDepartment(by)) throw new DomainError('not-allowed')
    const area = await this.areas.requireOwn(wanted.areaCode, by)
    if (wanted.reporter.phone && wanted.reporter.phoneWithheld) throw new DomainError('phone-and-withheld', { field: 'reporter.phoneWithheld' })
    const { kind = 'help', channel = 'phone', confidential = false } = wanted
    const reporter = await this.callers.identify(wanted.reporter, by, 'reporter')
    const beneficiary = wanted.beneficiary && (await this.callers.identify(wanted.beneficiary, by, 'beneficiary'))
    const about = wanted.about && (await this.aboutOf(wanted.about.unitId, by))
    return this.receive({ ...wanted, id, kind, channel, confidential, reporter, beneficiary, about }, area, { by, now: this.clock.now() })
  }

  /** The term runs from when the need was told, however late the news of it. */
  async receiveNeed(need: Need, at: Date): Promise<Stored<Ticket>> {
    const area = await this.areas.placed(need.areaCode)
    const reporter = await this.callers.link(need.reporter, need.areaCode)
    const beneficiary = need.beneficiary && (await this.callers.link(need.beneficiary, need.areaCode))
    const ticket = await this.receive({ ...need, kind: 'help', urgency: 'ordinary', confidential: false, reporter, beneficiary }, area, { now: at })
    await this.awaited.waitFor(ticket, need)
    return ticket
  }

  /** As a resident tells it who has signed in: it is theirs for certain. Nobody of staff wrote it down. */
  async receiveOwn(own: OwnMatter, { id: residentId, name, phone, areaCode }: Caller): Promise<Stored<Ticket>> {
    const area = await this.areas.placed(areaCode)
    const told = { ...own, areaCode, reporter: { residentId, name, phone }, urgency: 'ordinary', channel: 'web' } as const
    return this.receive(told, area, { now: this.clock.now() })
  }

  async list({ state, areaCode, reporterPhone, sort = 'dueAt', limit, cursor }: ListTickets, by: Staff): Promise<Page<Stored<Ticket>>> {
    const reporter = reporterPhone && reportedBy(reporterPhone, by)
    const tickets = await this.listed({ state, areaCode }, by)
    return this.searchPeople({ phone: reporterPhone }, by, () => tickets.find({ ...reporter }, { sort, limit, after: cursor }))
  }

  /** A search by telephone, as a search for people is. */
  async searchPhone(phone: string, within: Within, by: Staff, page: PageQuery) {
    const tickets = await this.listed(within, by)
    return this.searchPeople({ phone }, by, () => withPhone(tickets, phone, by, page))
  }

  /** Counted and kept where anybody is sought. */
  searchPeople(sought: SoughtBy, by: Staff, look: () => Promise<Page<Stored<Ticket>>>): Promise<Page<Stored<Ticket>>> {
    const whose = (ticket: Ticket) => [...(seesReporter(ticket, by) ? [ticket.reporter.residentId] : []), ticket.beneficiary?.residentId]
    return this.searches.find({ by, kind: 'tickets', needs: 'tickets.find-people', sought }, whose, look)
  }

  /**
   * What the asker sees, in a list and in a search alike, and in one area of it where that is asked for. A department sees what is with it, wherever it lies: the area is one
   * more condition. For others a smaller area within their own is the shorter way to the same answer.
   */
  async listed({ state, areaCode }: Within, by: Staff): Promise<Pick<Seen<Ticket>, 'find'>> {
    const tickets = seen(this.tickets, await this.areas.ofList(areaCode, by))
    const where = { ...(areaCode && { areas: areaCode }), ...(state && { state }) }
    return { find: (filter, options) => tickets.find({ ...filter, ...where }, options) }
  }

  get(id: string, by: Staff): Promise<Stored<Ticket>> {
    return seen(this.tickets, scopeOf(by)).get(id)
  }

  /** Counted by the store: what a list has loaded is only its beginning. */
  async waiting(by: Staff) {
    const tickets = seen(this.tickets, scopeOf(by))
    const states = waitsFor(by).map(async (state) => {
      const critical = { state, urgency: 'critical' }
      const [count, criticalCount, soonest] = await Promise.all([
        tickets.count({ state }),
        tickets.count(critical),
        tickets.find(critical, { sort: 'dueAt', limit: 50 }),
      ])
      return { state, count, critical: criticalCount, soonest: soonest.items.map(({ id, number }) => ({ id, number })) }
    })
    return { states: await Promise.all(states) }
  }

  /** What of a caller, or for them, is not over, or not for long: of the newest. */
  async openOf(phone: string, by: Staff): Promise<Stored<Ticket>[]> {
    const { items } = await withPhone(await this.listed({}, by), phone, by, { limit: NEWEST })
    const now = this.clock.now()
    const lately = new Date(now.getTime() - searchTermsAt(now).callDays * 24 * 3600_000)
    return items.filter(({ closedAt }) => !closedAt || closedAt > lately)
  }

  /** For whoever has number and code. A wrong code is answered as an unknown number is. */
  async byCode(typed: string, code: string): Promise<Stored<Ticket>> {
    const number = ticketNumberIn(typed)
    if (!number) throw new DomainError('not-a-ticket-number', { field: 'number' })
    const ticket = await this.tickets.findOne({ number })
    if (!isCodeOf(ticket, code)) throw new DomainError('not-found')
    return ticket as Stored<Ticket>
  }

  async reveal(id: string, why: RevealForm, by: Staff): Promise<RevealedView> {
    const ticket = await this.get(id, by)
    if (!mayReveal(ticket, by, this.clock.now())) throw new DomainError('reveal-not-granted')
    const { reporter, beneficiary } = ticket
    const residentIds = [reporter.residentId, beneficiary?.residentId]
    return this.audit.reveal(RevealedView, { by, kind: 'ticket', id, residentIds, ...why }, { ...reporter, beneficiary })
  }

  private async aboutOf(id: string, by: Staff) {
    const { name } = await this.units.require(id, by, 'about.unitId')
    return { id, name }
  }

  private async receive(wanted: Wanted, { ancestors }: Area, moment: Omit<Moment, 'calendar'>): Promise<Stored<Ticket>> {
    const number = await this.numbers.draw(this.clock.now())
    const calendar = await this.calendar.known()
    const ticket = await this.tickets.insert(
      receive({ ...wanted, number, code: newQueryCode(), areas: ancestors, preset: this.settings.deadlines }, { ...moment, calendar }),
    )
    this.news.tell(ticket)
    return ticket
  }
}

/** Who reported in confidence is not found by it, by anybody: no hash of their phone is kept (docs/decisions/0036-keys-to-ones-own-rooms.md). */
const reportedBy = (phone: string, by: Asker): Filter => ({ 'reporter.phone': formsOf(phone), or: whereReporterIsSeen(by) })

/** What was asked from a telephone, or for somebody who has it, newest first. */
const withPhone = (tickets: Pick<Seen<Ticket>, 'find'>, phone: string, by: Asker, { limit, cursor }: PageQuery) =>
  tickets.find({ or: [reportedBy(phone, by), { 'beneficiary.phone': formsOf(phone) }] }, { sort: '-createdAt', limit, after: cursor })

const formsOf = (phone: string) => ({ in: formsOfPhone(phone, cityPhones()) })
