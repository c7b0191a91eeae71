import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { Areas } from '../areas'
import { Audit } from '../audit'
import { CallersModule } from '../callers/callers.module'
import { HotlineSettings } from '../config'
import { UnitsModule } from '../units/units.module'
import { awaitedResidentSchema } from './awaited-resident.schema'
import { AwaitedResidents } from './awaited-residents.service'
import { AwaitedResidentsSweep } from './awaited-residents.sweep'
import { counterSchema } from './counter.schema'
import { PublicTicketsController } from './public-tickets.controller'
import { ticketSchema } from './ticket.schema'
import { TicketActionsController } from './ticket-actions.controller'
import { TicketActions } from './ticket-actions.service'
import { TicketNews } from './ticket-news.service'
import { TicketNumbers } from './ticket-numbers.service'
import { TicketSearch } from './ticket-search.service'
import { textBlockSchema } from './ticket-text.schema'
import { TicketTextsHandlers } from './ticket-texts.handlers'
import { TicketTexts } from './ticket-texts.service'
import { TicketViews } from './ticket-views.service'
import { TicketsController } from './tickets.controller'
import { DemoTickets } from './tickets.demo'
import { OverdueTickets } from './tickets.figure'
import { TicketsHandlers } from './tickets.handlers'
import { TicketsService } from './tickets.service'

@Module({
  imports: [
    PersistenceModule.forFeature('hotline', {
      tickets: ticketSchema,
      counters: counterSchema,
      'awaited-residents': awaitedResidentSchema,
      'ticket-texts': textBlockSchema,
    }),
    Areas,
    Audit,
    CallersModule,
    UnitsModule,
  ],
  controllers: [TicketsController, TicketActionsController, PublicTicketsController, TicketsHandlers, TicketTextsHandlers],
  providers: [
    TicketsService,
    TicketSearch,
    TicketTexts,
    TicketActions,
    AwaitedResidents,
    AwaitedResidentsSweep,
    TicketNumbers,
    TicketNews,
    TicketViews,
    HotlineSettings,
    DemoTickets,
    OverdueTickets,
  ],
  exports: [TicketsService],
})
export class TicketsModule {}
