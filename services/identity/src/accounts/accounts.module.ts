import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { Areas } from '../areas'
import { accountSchema } from './account.schema'
import { AccountsController } from './accounts.controller'
import { AccountsDemo } from './accounts.demo'
import { AccountsService } from './accounts.service'
import { attemptsSchema } from './attempts.schema'
import { AttemptsService } from './attempts.service'
import { AttemptsSweep } from './attempts.sweep'
import { Credentials } from './credentials.service'

@Module({
  imports: [PersistenceModule.forFeature('identity', { accounts: accountSchema, attempts: attemptsSchema }), Areas],
  controllers: [AccountsController],
  providers: [AccountsService, AttemptsService, AttemptsSweep, Credentials, AccountsDemo],
  exports: [AccountsService, Credentials],
})
export class AccountsModule {}
