import './problems'

export { type Booking, Books } from './books'
export { type LedgerDifference, ledgerDifferenceSchema } from './difference.schema'
export { ledgerFigure } from './figure'
export { Recount, type Recounted, recountOf } from './recount'
export * from './rules'
export { bookPart, type EarlierEntry, earlierEntries, entryPart } from './schema'
