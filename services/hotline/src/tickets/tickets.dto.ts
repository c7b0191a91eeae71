import { digitsOf } from '@yiwang/domain/normalization'
import { PersonForm } from '@yiwang/people'
import { AreaCode, Flag, Id, Instant, Line, OneOf, PageQuery, Part, PersonName, Phone, Sought, Text, Whole } from '@yiwang/platform'
import { urgencies } from './deadline'
import { channels, kinds, type Ticket, ticketStates } from './ticket'

class Reporter {
  @PersonName({ unless: 'residentId', description: 'where absent, as the register has it of `residentId`' }) name?: string
  @Phone({ unless: 'phoneWithheld' }) phone?: string
  @Flag({ optional: true, description: 'the number is kept back, and nobody is to call: in place of `phone`' }) phoneWithheld?: boolean
  @Id({ optional: true }) residentId?: string
}

class About {
  @Id() unitId: string
}

/** Five elements: who, when, where, cause, course (the last two are the description). */
export class RecordTicket {
  @Part(() => Reporter) reporter: Reporter
  @Part(() => PersonForm, { optional: true, description: 'the one in need, where that is not the reporter' }) beneficiary?: PersonForm
  @AreaCode() areaCode: string
  @Text({ max: 8000 }) description: string
  @OneOf(kinds, { optional: true, description: '`help` where absent' }) kind?: Ticket['kind']
  @Line({ max: 200, optional: true }) place?: string
  @Instant({ optional: true }) occurredAt?: Date
  @OneOf(urgencies) urgency: Ticket['urgency']
  @OneOf(channels, { optional: true, description: '`phone` where absent' }) channel?: Ticket['channel']
  @Flag({ optional: true, description: 'to whoever handles it; a `report` always is' }) confidential?: boolean
  @Part(() => About, { optional: true, description: 'whom a `complaint` or `report` is about: its people never see who reported it' }) about?: About
}

export class ListTickets extends PageQuery {
  @OneOf(ticketStates.names, { optional: true }) state?: Ticket['state']
  @AreaCode({ optional: true, description: 'with everything below it' }) areaCode?: string
  @Sought({ max: 100, optional: true, description: 'a ticket number, a telephone, or words that blanks part: newest first, whatever `sort`' })
  q?: string
  @Phone({ optional: true }) reporterPhone?: string
  @OneOf(['dueAt', '-createdAt'], { optional: true, description: '`dueAt` where absent' }) sort?: 'dueAt' | '-createdAt'
}

export class AnswerTicket {
  @Text({ max: 8000 }) reply: string
  @Flag({ optional: true, description: 'the caller says so: the ticket is closed at once' }) solved?: boolean
  @Flag({ optional: true }) satisfied?: boolean
}

export class DispatchTicket {
  @Id() unitId: string
}

export class ReferTicket {
  @OneOf(['home-care']) service: 'home-care'
  @Text({ max: 1000 }) need: string
  @Text({ max: 1000, optional: true }) note?: string
}

export class ReturnTicket {
  @Text({ max: 2000 }) reason: string
}

export class ResolveTicket {
  @Text({ max: 8000 }) reply: string
}

export class CallBackTicket {
  @Flag() reached: boolean
  @Flag({ optional: true }) solved?: boolean
  @Flag({ optional: true, description: 'required where the resident was reached, unless `solved` is false' }) satisfied?: boolean
  @Whole({ min: 1, max: 5, optional: true }) rating?: number
  @Text({ max: 2000, optional: true }) note?: string
}

export class AskByCode {
  @Line({ max: 16, clean: digitsOf, description: 'the eight digits that came with the number' }) code: string
}
