import './problems'
import { messagesOf } from '@yiwang/messages'
import { Recognitions } from '@yiwang/people'
import { Service } from '@yiwang/platform'
import { accountSchema } from './accounts/account.schema'
import { AccountsController } from './accounts/accounts.controller'
import { AccountsDemo } from './accounts/accounts.demo'
import { AccountsService } from './accounts/accounts.service'
import { AssignmentsService } from './accounts/assignments.service'
import { attemptsSchema } from './accounts/attempts.schema'
import { AttemptsService } from './accounts/attempts.service'
import { Credentials } from './accounts/credentials.service'
import { MeController } from './accounts/me.controller'
import { MeService } from './accounts/me.service'
import { NewPassword } from './accounts/new-password.service'
import { Tickets } from './accounts/tickets.service'
import { clientSchema } from './clients/client.schema'
import { clientUseSchema } from './clients/client-use.schema'
import { ClientsController } from './clients/clients.controller'
import { ClientsService } from './clients/clients.service'
import { TokenController } from './clients/token.controller'
import { ClientTokens } from './clients/tokens.service'
import { KeysController } from './keys/keys.controller'
import { KeysService } from './keys/keys.service'
import { signingKeySchema } from './keys/signing-key.schema'
import { journeySchema } from './province/journey.schema'
import { ProvinceController } from './province/province.controller'
import { ProvinceCookie } from './province/province.cookie'
import { ProvinceService } from './province/province.service'
import { EndProxies } from './proxies/end-proxies.service'
import { familyCodeSchema } from './proxies/family-code.schema'
import { ProxiesController } from './proxies/proxies.controller'
import { ProxiesService } from './proxies/proxies.service'
import { proxySchema } from './proxies/proxy.schema'
import { RecordProxiesController } from './proxies/record-proxies.controller'
import { ArrivalCookie } from './residents/arrival.cookie'
import { CardsController } from './residents/cards.controller'
import { codeSchema } from './residents/code.schema'
import { CodesService } from './residents/codes.service'
import { ResidentCookie } from './residents/resident.cookie'
import { residentAccountSchema } from './residents/resident-account.schema'
import { ResidentAccountsService } from './residents/resident-accounts.service'
import { residentSessionSchema } from './residents/resident-session.schema'
import { ResidentSessionsService } from './residents/resident-sessions.service'
import { ResidentsController } from './residents/residents.controller'
import { ResidentsHandlers } from './residents/residents.handlers'
import { signInCode } from './residents/sign-in-code'
import { endedSessionSchema } from './sessions/ended-session.schema'
import { EndedSessionsController } from './sessions/ended-sessions.controller'
import { EndedSessionsService } from './sessions/ended-sessions.service'
import { SessionCookie } from './sessions/session.cookie'
import { sessionSchema } from './sessions/session.schema'
import { SessionsController } from './sessions/sessions.controller'
import { SessionsService } from './sessions/sessions.service'
import { TerminalsController } from './terminals/terminals.controller'
import { TerminalsService } from './terminals/terminals.service'

const messages = messagesOf('identity', [signInCode])

/** Who is who: staff, terminals, residents and programs that sign in, how they sign in, and the keys that their tokens are signed with. */
@Service('identity', {
  collections: [
    accountSchema,
    attemptsSchema,
    signingKeySchema,
    sessionSchema,
    endedSessionSchema,
    residentAccountSchema,
    residentSessionSchema,
    codeSchema,
    proxySchema,
    familyCodeSchema,
    journeySchema,
    clientSchema,
    clientUseSchema,
    ...messages.collections,
  ],
  doors: [
    KeysController,
    AccountsController,
    TerminalsController,
    SessionsController,
    EndedSessionsController,
    MeController,
    ResidentsController,
    CardsController,
    ProxiesController,
    RecordProxiesController,
    ProvinceController,
    TokenController,
    ClientsController,
    ...messages.doors,
  ],
  hears: [ResidentsHandlers],
  providers: [
    KeysService,
    AccountsService,
    AssignmentsService,
    AttemptsService,
    NewPassword,
    Tickets,
    Credentials,
    MeService,
    AccountsDemo,
    TerminalsService,
    SessionsService,
    EndedSessionsService,
    SessionCookie,
    Recognitions,
    CodesService,
    ResidentAccountsService,
    ResidentSessionsService,
    ProxiesService,
    EndProxies,
    ResidentCookie,
    ArrivalCookie,
    ProvinceService,
    ProvinceCookie,
    ClientsService,
    ClientTokens,
    ...messages.providers,
  ],
})
export class IdentityModule {}
