import { from, keptAs, schemaOf, time } from '@yiwang/persistence'
import type { Tries } from './tries'

export const triesSchema = schemaOf<Tries>('recognition-tries', { wrong: from(0), until: time }).index({ until: 1 }) // what the sweep takes away

keptAs(triesSchema, 'passing')
