import type { FactoryProvider } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import type { Collection } from '@yiwang/persistence'
import { collectionToken } from '@yiwang/persistence/stores'
import { WaitingFigure } from '@yiwang/platform'
import { type LedgerDifference, ledgerDifferenceSchema } from './difference.schema'

const NAME = 'yiwang_ledger_differences'
const HELP = 'Documents whose balances were found to differ from the sums of their entries'

/** Once for a service that keeps a ledger, among its providers. */
export const ledgerFigure = (service: ServiceName): FactoryProvider => ({
  provide: NAME,
  useFactory: (differences: Collection<LedgerDifference>) => new WaitingFigure(service, NAME, HELP, () => differences.count({ state: 'open' })),
  inject: [collectionToken(ledgerDifferenceSchema)],
})
