import { kinds } from '../kinds/all'
import { chainFaults } from './chain'
import type { Collected } from './collected'
import { effectFaults } from './effects'
import { Found } from './found'
import { promiseFaults } from './promises'
import { timelineFaults } from './timeline'

/** What of a day is not as it was promised; empty where everything is. Shares nothing with the services but what is written in docs/. */
export function check(collected: Collected): string[] {
  return [
    ...chainFaults(collected),
    ...promiseFaults(kinds, collected),
    ...timelineFaults(kinds, collected),
    ...effectFaults(kinds, new Found(collected)),
  ]
}
