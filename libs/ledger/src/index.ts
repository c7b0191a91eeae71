import './problems'

export { type Booking, Books } from './books'
export { type LedgerDifference, ledgerDifferenceSchema } from './difference.schema'
export { ledgerFigure } from './figure'
export { type Recounting, recountOf } from './recount'
export * from './rules'
export type { Recounted } from './rules/differences'
export { bookPart, type EarlierEntry, earlierEntries, entryPart } from './schema'
