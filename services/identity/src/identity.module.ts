import { Module } from '@nestjs/common'
import { ServiceModule } from '@yiwang/platform'
import { AccountsModule } from './accounts/accounts.module'
import { KeysModule } from './keys/keys.module'
import './problems'
import { SessionsModule } from './sessions/sessions.module'
import { TerminalsModule } from './terminals/terminals.module'

/** Who is who: staff and terminals, how they sign in, and the keys that their tokens are signed with. */
@Module({ imports: [ServiceModule.for('identity'), KeysModule, AccountsModule, TerminalsModule, SessionsModule] })
export class IdentityModule {}
