import { chainFaults } from './chain'
import type { Collected } from './collected'
import { Effects } from './effects'
import { moneyFaults } from './money'
import { promiseFaults } from './promises'
import { timelineFaults } from './timeline'

/** What of a day is not as it was promised; empty where everything is. Shares nothing with the services but what is written in docs/. */
export function check(collected: Collected): string[] {
  return [
    ...chainFaults(collected),
    ...promiseFaults(collected),
    ...timelineFaults(collected),
    ...new Effects(collected).check(),
    ...moneyFaults(collected),
  ]
}
