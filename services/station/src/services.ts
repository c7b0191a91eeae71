import type { Type } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { HomeCareModule } from '@yiwang/home-care'
import { HotlineModule } from '@yiwang/hotline'
import { IdentityModule } from '@yiwang/identity'
import { InformationNetworkModule } from '@yiwang/information-network'
import { KioskModule } from '@yiwang/kiosk'

/** The whole house. The areas come first: everyone else's demo people live in them. */
export const everyService = {
  'information-network': InformationNetworkModule,
  identity: IdentityModule,
  hotline: HotlineModule,
  'home-care': HomeCareModule,
  kiosk: KioskModule,
} satisfies Record<ServiceName, Type>
