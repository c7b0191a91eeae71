import { keptAs, schemaOf, text, time } from '@yiwang/persistence'
import type { FamilyCode } from './family-code'

export const familyCodeSchema = schemaOf<FamilyCode>('family-codes', { hash: text, until: time })
  .index({ hash: 1 }) // whose it is
  .index({ until: 1 }) // what the sweep takes away

keptAs(familyCodeSchema, 'passing')
