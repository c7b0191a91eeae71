import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { Areas } from '../own-areas'
import { noticeSchema } from './notice.schema'
import { NoticesController } from './notices.controller'
import { NoticesService } from './notices.service'

@Module({
  imports: [Areas, PersistenceModule.forFeature('information-network', { notices: noticeSchema })],
  controllers: [NoticesController],
  providers: [NoticesService],
})
export class NoticesModule {}
