import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { Areas } from '../areas'
import { terminalSchema } from './terminal.schema'
import { TerminalsController } from './terminals.controller'
import { TerminalsHandlers } from './terminals.handlers'
import { TerminalsService } from './terminals.service'

@Module({
  imports: [PersistenceModule.forFeature('kiosk', { terminals: terminalSchema }), Areas],
  controllers: [TerminalsController, TerminalsHandlers],
  providers: [TerminalsService],
})
export class TerminalsModule {}
