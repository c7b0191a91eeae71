import { bootstrap } from '@yiwang/platform'
import { InformationNetworkModule } from './information-network.module'

void bootstrap(InformationNetworkModule, 'information-network')
