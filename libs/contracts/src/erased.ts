import { z } from 'zod'
import { id, instant, word } from './fields'

/** What one of a service's documents said of people is taken away for good; that it was there stays, and what was told of it before stays sealed. */
export const documentErased = z.object({
  /** The name of a collection of this service. */
  kind: z.string(),
  documentId: id,
  because: word('person-erased', 'period-over'),
})

/** A service has gone through all that it keeps for somebody who is to be forgotten. Told anew where something that was kept goes later. */
export const personErased = z.object({
  residentId: id,
  /** How many documents said something of them. */
  erased: z.int(),
  /** What may not go yet. */
  kept: z.array(z.object({ kind: z.string(), documentId: id, why: word('open', 'by-law', 'faulty', 'held'), until: instant.optional() })),
})
