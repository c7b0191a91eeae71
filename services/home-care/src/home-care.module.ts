import './problems'
import { auditOf, auditSchema, erasedPeopleHandlers, erasedPersonSchema, erasePeopleOf } from '@yiwang/people'
import { Service } from '@yiwang/platform'
import { AccountsCopy, accountSchema } from './accounts/accounts.copy'
import { AccountsService } from './accounts/accounts.service'
import { elderSchema } from './elderly/elder.schema'
import { ElderlyController } from './elderly/elderly.controller'
import { ElderlyCopy } from './elderly/elderly.copy'
import { ElderlyService } from './elderly/elderly.service'
import { Served } from './elderly/served.service'
import { event } from './events'
import { providerSchema } from './providers/provider.schema'
import { ProvidersController } from './providers/providers.controller'
import { ProvidersDemo } from './providers/providers.demo'
import { ProvidersHandlers } from './providers/providers.handlers'
import { ProvidersService } from './providers/providers.service'
import { OwnRequestsController } from './requests/own-requests.controller'
import { requestSchema } from './requests/request.schema'
import { RequestsController } from './requests/requests.controller'
import { RequestsHandlers } from './requests/requests.handlers'
import { RequestsService } from './requests/requests.service'
import { visitSchema } from './visits/visit.schema'
import { VisitsController } from './visits/visits.controller'
import { VisitsHandlers } from './visits/visits.handlers'
import { VisitsService } from './visits/visits.service'

/** Elderly people at home: what they need, who visits them, and what came of it. */
@Service('home-care', {
  collections: [requestSchema, providerSchema, accountSchema, visitSchema, elderSchema, auditSchema, erasedPersonSchema],
  doors: [RequestsController, OwnRequestsController, ProvidersController, VisitsController, ElderlyController],
  hears: [RequestsHandlers, ProvidersHandlers, AccountsCopy, VisitsHandlers, ElderlyCopy, erasedPeopleHandlers('home-care')],
  providers: [
    RequestsService,
    ProvidersService,
    ProvidersDemo,
    AccountsService,
    VisitsService,
    ElderlyService,
    Served,
    auditOf((entry) => event('home-care.audit-recorded', entry)),
    erasePeopleOf([requestSchema, visitSchema], {
      document: (data) => event('home-care.document-erased', data),
      person: (data) => event('home-care.person-erased', data),
    }),
  ],
})
export class HomeCareModule {}
