import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/accounts.module'
import { TerminalsController } from './terminals.controller'
import { TerminalsService } from './terminals.service'

@Module({ imports: [AccountsModule], controllers: [TerminalsController], providers: [TerminalsService] })
export class TerminalsModule {}
