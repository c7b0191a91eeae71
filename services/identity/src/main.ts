import { bootstrap } from '@yiwang/platform'
import { IdentityModule } from './identity.module'

bootstrap(IdentityModule, 'identity')
