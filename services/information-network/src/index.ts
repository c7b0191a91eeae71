export { InformationNetworkModule } from './information-network.module'
