import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { Areas } from '../areas'
import { accountSchema } from './account.schema'
import { AccountsHandlers } from './accounts.handlers'
import { AccountsService } from './accounts.service'

@Module({
  imports: [PersistenceModule.forFeature('home-care', { accounts: accountSchema }), Areas],
  controllers: [AccountsHandlers],
  providers: [AccountsService],
  exports: [AccountsService],
})
export class AccountsModule {}
