import type { ServiceName } from '@yiwang/contracts'
import { homeCare } from './home-care'
import { hotline } from './hotline'
import { identity } from './identity'
import { informationNetwork } from './information-network'
import type { Kinds } from './kinds'
import { kiosk } from './kiosk'

/** What each service hands over; one that is missing does not compile. */
const kindsOf: Record<ServiceName, Kinds> = { 'information-network': informationNetwork, identity, hotline, 'home-care': homeCare, kiosk }

export const kinds = Object.values(kindsOf)
