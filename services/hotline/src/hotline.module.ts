import { Module } from '@nestjs/common'
import { ServiceModule } from '@yiwang/platform'
import { CallersModule } from './callers/callers.module'
import { CallsModule } from './calls/calls.module'
import './problems'
import { TicketsModule } from './tickets/tickets.module'
import { UnitsModule } from './units/units.module'

/** Requests and grievances: who calls, what was asked, who handles it, by when, and whether the resident is satisfied. */
@Module({ imports: [ServiceModule.for('hotline'), TicketsModule, CallsModule, CallersModule, UnitsModule] })
export class HotlineModule {}
