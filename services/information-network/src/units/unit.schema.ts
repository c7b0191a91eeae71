import { seenByAll } from '@yiwang/auth'
import { placeKinds } from '@yiwang/people'
import { keptAs, oneOf, schemaOf, text } from '@yiwang/persistence'
import { type Unit, unitKinds } from './unit'

export const unitSchema = schemaOf<Unit>('units', { name: text, kind: oneOf(unitKinds), ...placeKinds })
  .index({ areas: 1, _id: 1 }) // an area's subtree
  .index({ areaCode: 1, _id: 1 }) // the areas above it

seenByAll(unitSchema)
keptAs(unitSchema, 'nobody')
