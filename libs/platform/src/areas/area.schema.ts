import { flag, list, optional, schemaOf, text } from '@yiwang/persistence'

/** An area of the city as every service keeps it; its id is its 12-digit code. */
export interface Area {
  id: string
  name: string
  /** `city` and `community` are acted on; another level is a part of the tree like any other. */
  level: string
  parent?: string
  /** From the area itself up to the city. Taken from the tree: stripping zeros is wrong for every twelfth town of Nantong. */
  ancestors: string[]
  placeholder: boolean
  validFrom?: string
  validTo?: string
}

export const areaSchema = schemaOf<Area>('areas', {
  name: text,
  level: text,
  parent: optional(text),
  ancestors: list(text),
  placeholder: flag,
  validFrom: optional(text),
  validTo: optional(text),
})
  .index({ parent: 1, _id: 1 }) // what lies in an area
  .index({ level: 1, _id: 1 })
