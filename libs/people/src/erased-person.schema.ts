import { from, keptAs, list, oneOf, optional, part, schemaOf, text, time } from '@yiwang/persistence'
import type { Kept } from './rules'

export interface KeptDocument extends Omit<Kept, 'why'> {
  /** `faulty`: it is not as it was written, so that nobody can say whom it is about, or take anything away. */
  why: Kept['why'] | 'faulty'
  /** The name of the collection. */
  kind: string
  documentId: string
}

/** Somebody whom this service is to forget, by the id that they had: it leads to nobody any more. */
export interface ErasedPerson {
  id: string
  state: 'due' | 'done'
  since: Date
  /** How many documents said something of them. */
  erased: number
  kept: KeptDocument[]
  /** When what is kept is looked at again. */
  lookAt?: Date
}

export const erasedPersonSchema = schemaOf<ErasedPerson>('erased-people', {
  state: oneOf(['due', 'done']),
  since: time,
  erased: from(0),
  kept: list(part<KeptDocument>({ kind: text, documentId: text, why: oneOf(['open', 'by-law', 'faulty', 'held']), until: optional(time) })),
  lookAt: optional(time),
})
  .index({ state: 1, _id: 1 }) // whom to look for
  .index({ lookAt: 1, _id: 1 }) // and again

keptAs(erasedPersonSchema, 'nobody')
