import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { Areas } from '../areas'
import { noticeSchema } from './notice.schema'
import { NoticesController } from './notices.controller'
import { NoticesHandlers } from './notices.handlers'
import { NoticesService } from './notices.service'

@Module({
  imports: [PersistenceModule.forFeature('kiosk', { notices: noticeSchema }), Areas],
  controllers: [NoticesController, NoticesHandlers],
  providers: [NoticesService],
})
export class NoticesModule {}
