import { homeCare } from './home-care'
import { hotline } from './hotline'
import { identity } from './identity'
import { informationNetwork } from './information-network'
import type { Kinds } from './kinds'
import { kiosk } from './kiosk'

/** A new service hands its part over here. */
export const kinds: Kinds[] = [informationNetwork, identity, hotline, homeCare, kiosk]
