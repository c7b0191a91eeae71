import type { IndexOptions } from 'mongoose'

export interface Carrying {
  carries?: string[]
  small?: boolean
}

/**
 * What an index holds beside the fields that lead to a document: `.index({ visibleTo: 1, dueAt: 1, _id: 1 }, carrying(['state']))`. A condition on such a field is met in
 * the index, and costs no document; of an array it can be asked what it contains. `small`: what shares the leading fields (all that one telephone asked for) is some hundreds at
 * most, so that it may be asked for in the order of any field that the index has.
 */
export const carrying = (carries: string[], { small = false } = {}): IndexOptions => ({ carries, small }) as IndexOptions
