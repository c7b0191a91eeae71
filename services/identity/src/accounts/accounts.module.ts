import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { Areas } from '../areas'
import { accountSchema } from './account.schema'
import { AccountsController } from './accounts.controller'
import { AccountsDemo } from './accounts.demo'
import { AccountsService } from './accounts.service'
import { Credentials } from './credentials.service'

@Module({
  imports: [PersistenceModule.forFeature('identity', { accounts: accountSchema }), Areas],
  controllers: [AccountsController],
  providers: [AccountsService, Credentials, AccountsDemo],
  exports: [AccountsService, Credentials],
})
export class AccountsModule {}
