import { keptAs, list, oneOf, schemaOf, text, time } from '@yiwang/persistence'

/** That a document and its entries did not agree when they were recounted. It stays when they agree again. */
export interface LedgerDifference {
  id: string
  /** Of which collection, and its id. */
  documents: string
  document: string
  found: string[]
  state: 'open' | 'gone'
  /** When that was seen last. */
  at: Date
}

export const ledgerDifferenceSchema = schemaOf<LedgerDifference>('ledger-differences', {
  documents: text,
  document: text,
  found: list(text),
  state: oneOf(['open', 'gone']),
  at: time,
}).index({ state: 1, documents: 1, _id: 1 }) // what is still to be looked into

keptAs(ledgerDifferenceSchema, 'nobody')
