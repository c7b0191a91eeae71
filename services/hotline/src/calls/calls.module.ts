import { Module } from '@nestjs/common'
import { Areas } from '../areas'
import { Audit } from '../audit'
import { CallersModule } from '../callers/callers.module'
import { TicketsModule } from '../tickets/tickets.module'
import { CallsController } from './calls.controller'
import { CallsService } from './calls.service'

@Module({ imports: [Areas, Audit, CallersModule, TicketsModule], controllers: [CallsController], providers: [CallsService] })
export class CallsModule {}
