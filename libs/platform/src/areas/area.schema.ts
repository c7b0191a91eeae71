import { flag, from, keptAs, list, oneOf, optional, part, schemaOf, text, time } from '@yiwang/persistence'

/** An area of the city as every service keeps it; its id is its 12-digit code. */
export interface Area {
  id: string
  name: string
  /** `city` and `community` are acted on; another level is a part of the tree like any other. */
  level: string
  parent?: string
  /** From the area itself up to the city; of one that has ended, by way of its successor. Taken from the tree: stripping zeros is wrong for every twelfth town of Nantong. */
  ancestors: string[]
  placeholder: boolean
  validFrom?: string
  validTo?: string
  /** It has ended, and what lay there lies there since. */
  successor?: string
  /** Its ancestors have changed, and documents may hold those of before: a job brings them up to date (`RedrawAreas`). */
  redraw?: Redraw
}

export interface Redraw {
  state: 'due' | 'in-hand'
  /** Walks over the documents that are still to come. */
  walks: number
  /** When the next may begin. */
  at: Date
}

export const areaSchema = schemaOf<Area>('areas', {
  name: text,
  level: text,
  parent: optional(text),
  ancestors: list(text),
  placeholder: flag,
  validFrom: optional(text),
  validTo: optional(text),
  successor: optional(text),
  redraw: optional(part<Redraw>({ state: oneOf(['due', 'in-hand']), walks: from(1), at: time })),
})
  .index({ parent: 1, _id: 1 }) // what lies in an area
  .index({ level: 1, _id: 1 })
  .index({ 'redraw.state': 1, 'redraw.at': 1, _id: 1 })

keptAs(areaSchema, 'nobody')
