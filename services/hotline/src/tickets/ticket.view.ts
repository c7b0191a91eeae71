import { may } from '@yiwang/auth'
import { ActorView, AreaStep, MaskedAddress, MaskedName, MaskedPhone, RevealedPerson, SourceView } from '@yiwang/people'
import type { Stored } from '@yiwang/persistence'
import { AreaCode, Flag, Instant, Line, Lines, OneOf, Part, Parts, Text, Whole } from '@yiwang/platform'
import { urgencies } from './deadline'
import { channels, kinds, type Ticket, ticketStates } from './ticket'
import { type Asker, allowedActions, seesReporter } from './ticket-rights'

/** Nobody is shown whole but by `reveal`; empty where the asker must not know who reported. */
class PersonView {
  @MaskedName({ optional: true }) name?: string
  @MaskedPhone({ optional: true }) phone?: string
  @Flag({ optional: true, description: 'kept back: nobody is to be called' }) phoneWithheld?: boolean
  @MaskedAddress({ optional: true }) address?: string
  @Line({ max: 64, optional: true }) residentId?: string
  @Flag({ optional: true, description: 'that they are this resident was told, and checked by nobody' }) claimed?: boolean
}

/** A unit, as it was called then. */
class UnitView {
  @Line({ max: 64 }) id: string
  @Line({ max: 60 }) name: string
}

class EntryView {
  @Instant() at: Date
  @Line({ max: 30 }) action: string
  @OneOf(ticketStates.names) state: Ticket['state']
  @Part(() => ActorView, { optional: true }) by?: ActorView
  @Text({ max: 8000, optional: true }) note?: string
  @Instant({ optional: true, description: 'the deadline of the term that begins here' }) dueAt?: Date
  @Flag({ optional: true, description: 'whether the term that ends here was missed' }) late?: boolean
}

export class TicketView {
  @Line({ max: 64 }) id: string
  @Line({ max: 17, description: 'YYYYMMDD-NNNNNN-C' }) number: string
  @Line({ max: 8, optional: true, description: 'to whoever records it, and to operators' }) code?: string
  @OneOf(ticketStates.names) state: Ticket['state']
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
  @AreaCode() areaCode: string
  @Parts(() => AreaStep, { description: 'from the county down to the area itself' }) areaPath: AreaStep[]
  @Part(() => PersonView, { description: 'empty where the asker must not know them' }) reporter: PersonView
  @Part(() => PersonView, { optional: true }) beneficiary?: PersonView
  @Text({ max: 8000 }) description: string
  @OneOf(kinds) kind: Ticket['kind']
  @Line({ max: 200, optional: true }) place?: string
  @Instant({ optional: true }) occurredAt?: Date
  @OneOf(urgencies) urgency: Ticket['urgency']
  @OneOf(channels) channel: Ticket['channel']
  @Flag() confidential: boolean
  @Part(() => UnitView, { optional: true, description: 'whom it is about' }) about?: Ticket['about']
  @Part(() => SourceView, { optional: true, description: 'what another service made it from' }) origin?: Ticket['origin']
  @Part(() => UnitView, { optional: true }) unit?: Ticket['unit']
  @Text({ max: 1000, optional: true }) need?: string
  @Text({ max: 8000, optional: true }) reply?: string
  @Instant() createdAt: Date
  @Instant() dueAt: Date
  @Flag({ description: 'counted through days that no notice which is known has settled' }) dueProvisional: boolean
  @Instant({ optional: true }) resolvedAt?: Date
  @Instant({ optional: true }) closedAt?: Date
  @Flag({ optional: true, description: 'set with the first reply' }) late?: boolean
  @Flag({ optional: true }) satisfied?: boolean
  @Whole({ min: 1, max: 5, optional: true }) rating?: number
  @Lines({ maxItems: 10, max: 30, description: 'what the asker may do now, the next step first' }) allowedActions: string[]
  @Parts(() => EntryView) history: EntryView[]
}

/** What the asker sees of a ticket; `areas` and `preset` stay inside. */
export const asSeen = (ticket: Stored<Ticket>, areaPath: AreaStep[], by: Asker, now: Date, { withCode = may(by, 'tickets.tell-codes') } = {}) => ({
  ...ticket,
  code: withCode ? ticket.code : undefined,
  areaPath,
  reporter: seesReporter(ticket, by) ? ticket.reporter : {},
  allowedActions: allowedActions(ticket, by, now),
})

/** The reporter unmasked, and the one in need where that is someone else. */
export class RevealedView extends RevealedPerson {
  @Part(() => RevealedPerson, { optional: true }) beneficiary?: RevealedPerson
}

class CriticalView {
  @Line({ max: 64 }) id: string
  @Line({ max: 20 }) number: string
}

class WaitingStateView {
  @OneOf(ticketStates.names) state: Ticket['state']
  @Whole({ min: 0, max: 1e9 }) count: number
  @Whole({ min: 0, max: 1e9, description: 'how many of them are critical' }) critical: number
  @Parts(() => CriticalView, { description: 'of the critical ones the fifty with the soonest deadlines, the soonest first' }) soonest: CriticalView[]
}

/** What waits for whoever asks: an operator’s states, or a worker’s. */
export class WaitingView {
  @Parts(() => WaitingStateView) states: WaitingStateView[]
}
