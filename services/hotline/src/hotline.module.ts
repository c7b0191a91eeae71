import './problems'
import { auditOf, auditSchema, erasedPeopleHandlers, erasedPersonSchema, erasePeopleOf, searchesOf } from '@yiwang/people'
import { Service } from '@yiwang/platform'
import { callerSchema } from './callers/caller.schema'
import { CallersHandlers } from './callers/callers.handlers'
import { CallersService } from './callers/callers.service'
import { CallsController } from './calls/calls.controller'
import { CallsService } from './calls/calls.service'
import { HotlineSettings } from './config'
import { event } from './events'
import { awaitedResidentSchema } from './tickets/awaited-resident.schema'
import { AwaitedResidents } from './tickets/awaited-residents.service'
import { claimSchema } from './tickets/claim.schema'
import { ClaimsController } from './tickets/claims.controller'
import { ClaimsService } from './tickets/claims.service'
import { counterSchema } from './tickets/counter.schema'
import { OwnTicketsController } from './tickets/own-tickets.controller'
import { OwnTicketsService } from './tickets/own-tickets.service'
import { PublicTicketsController } from './tickets/public-tickets.controller'
import { ticketSchema, ticketStepSchema } from './tickets/ticket.schema'
import { TicketActionsController } from './tickets/ticket-actions.controller'
import { TicketActions } from './tickets/ticket-actions.service'
import { TicketHistories } from './tickets/ticket-histories.service'
import { TicketNews } from './tickets/ticket-news.service'
import { TicketNumbers } from './tickets/ticket-numbers.service'
import { TicketSearch } from './tickets/ticket-search.service'
import { textBlockSchema } from './tickets/ticket-text.schema'
import { TicketTextsHandlers } from './tickets/ticket-texts.handlers'
import { TicketTexts } from './tickets/ticket-texts.service'
import { TicketViews } from './tickets/ticket-views.service'
import { TicketWatchers } from './tickets/ticket-watchers.service'
import { TicketsController } from './tickets/tickets.controller'
import { DemoTickets } from './tickets/tickets.demo'
import { OverdueTickets } from './tickets/tickets.figure'
import { TicketsHandlers } from './tickets/tickets.handlers'
import { TicketsService } from './tickets/tickets.service'
import { UnitsCopy, unitSchema } from './units/units.copy'
import { UnitsService } from './units/units.service'

/** Requests and grievances: who calls, what was asked, who handles it, by when, and whether the resident is satisfied. */
@Service('hotline', {
  collections: [
    ticketSchema,
    ticketStepSchema,
    counterSchema,
    awaitedResidentSchema,
    claimSchema,
    textBlockSchema,
    callerSchema,
    unitSchema,
    auditSchema,
    erasedPersonSchema,
  ],
  counts: true,
  doors: [TicketsController, TicketActionsController, ClaimsController, PublicTicketsController, OwnTicketsController, CallsController],
  hears: [TicketsHandlers, TicketTextsHandlers, CallersHandlers, UnitsCopy, erasedPeopleHandlers('hotline')],
  providers: [
    TicketsService,
    OwnTicketsService,
    TicketSearch,
    TicketTexts,
    TicketActions,
    AwaitedResidents,
    ClaimsService,
    TicketNumbers,
    TicketNews,
    TicketHistories,
    TicketViews,
    TicketWatchers,
    HotlineSettings,
    DemoTickets,
    OverdueTickets,
    CallsService,
    CallersService,
    UnitsService,
    auditOf((entry) => event('hotline.audit-recorded', entry)),
    erasePeopleOf([ticketSchema, claimSchema], {
      document: (data) => event('hotline.document-erased', data),
      person: (data) => event('hotline.person-erased', data),
    }),
    searchesOf('hotline'),
  ],
})
export class HotlineModule {}
