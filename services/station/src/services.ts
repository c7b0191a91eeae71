import { HomeCareModule } from '@yiwang/home-care'
import { HotlineModule } from '@yiwang/hotline'
import { IdentityModule } from '@yiwang/identity'
import { InformationNetworkModule } from '@yiwang/information-network'
import { KioskModule } from '@yiwang/kiosk'

/** The whole house. Identity and the areas come first: the others need them. */
export const everyService = {
  identity: IdentityModule,
  'information-network': InformationNetworkModule,
  hotline: HotlineModule,
  'home-care': HomeCareModule,
  kiosk: KioskModule,
}
