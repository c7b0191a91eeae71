import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { Areas } from '../areas'
import { callerSchema } from './caller.schema'
import { CallersHandlers } from './callers.handlers'
import { CallersService } from './callers.service'

@Module({
  imports: [PersistenceModule.forFeature('hotline', { callers: callerSchema }), Areas],
  controllers: [CallersHandlers],
  providers: [CallersService],
  exports: [CallersService],
})
export class CallersModule {}
