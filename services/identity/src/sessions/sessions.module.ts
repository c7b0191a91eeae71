import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { AccountsModule } from '../accounts/accounts.module'
import { KeysModule } from '../keys/keys.module'
import { SessionCookie } from './session.cookie'
import { sessionSchema } from './session.schema'
import { SessionsController } from './sessions.controller'
import { SessionsService } from './sessions.service'
import { SessionsSweep } from './sessions.sweep'

@Module({
  imports: [PersistenceModule.forFeature('identity', { sessions: sessionSchema }), AccountsModule, KeysModule],
  controllers: [SessionsController],
  providers: [SessionsService, SessionsSweep, SessionCookie],
})
export class SessionsModule {}
