import { type DynamicModule, Module } from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import { AccessGuard } from './access.guard'
import { AccessTokenStrategy } from './access-token.strategy'
import { EndedSessions } from './ended-sessions'
import { PublicKeys } from './public-keys'

/** Once for a process: closes every route that does not say who may, and checks who asks. Needs a `Clock`. */
@Module({})
export class AuthModule {
  /** `identityUrl`: where identity runs, if not in this process. */
  static forRoot({ identityUrl }: { identityUrl?: string } = {}): DynamicModule {
    return {
      module: AuthModule,
      global: true,
      providers: [
        { provide: PublicKeys, useFactory: () => new PublicKeys(identityUrl) },
        { provide: EndedSessions, useFactory: () => new EndedSessions(identityUrl) },
        AccessTokenStrategy,
        AccessGuard,
        { provide: APP_GUARD, useExisting: AccessGuard },
      ],
      exports: [PublicKeys, EndedSessions, AccessGuard],
    }
  }
}
