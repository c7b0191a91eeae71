import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { Areas } from '../areas'
import { Audit } from '../audit'
import { CallersModule } from '../callers/callers.module'
import { HotlineSettings } from '../config'
import { UnitsModule } from '../units/units.module'
import { awaitedResidentSchema } from './awaited-resident.schema'
import { AwaitedResidents } from './awaited-residents.service'
import { counterSchema } from './counter.schema'
import { PublicTicketsController } from './public-tickets.controller'
import { ticketSchema } from './ticket.schema'
import { TicketActionsController } from './ticket-actions.controller'
import { TicketActions } from './ticket-actions.service'
import { TicketNews } from './ticket-news.service'
import { TicketNumbers } from './ticket-numbers.service'
import { TicketViews } from './ticket-views.service'
import { TicketsController } from './tickets.controller'
import { DemoTickets } from './tickets.demo'
import { OverdueTickets } from './tickets.figure'
import { TicketsHandlers } from './tickets.handlers'
import { TicketsService } from './tickets.service'

@Module({
  imports: [
    PersistenceModule.forFeature('hotline', { tickets: ticketSchema, counters: counterSchema, 'awaited-residents': awaitedResidentSchema }),
    Areas,
    Audit,
    CallersModule,
    UnitsModule,
  ],
  controllers: [TicketsController, TicketActionsController, PublicTicketsController, TicketsHandlers],
  providers: [TicketsService, TicketActions, AwaitedResidents, TicketNumbers, TicketNews, TicketViews, HotlineSettings, DemoTickets, OverdueTickets],
  exports: [TicketsService],
})
export class TicketsModule {}
