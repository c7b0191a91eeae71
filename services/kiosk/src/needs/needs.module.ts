import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { needSchema } from './need.schema'
import { NeedsController } from './needs.controller'
import { NeedsHandlers } from './needs.handlers'
import { NeedsService } from './needs.service'

@Module({
  imports: [PersistenceModule.forFeature('kiosk', { needs: needSchema })],
  controllers: [NeedsController, NeedsHandlers],
  providers: [NeedsService],
})
export class NeedsModule {}
