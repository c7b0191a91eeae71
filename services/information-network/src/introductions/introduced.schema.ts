import { keptAs, number, optional, schemaOf, time } from '@yiwang/persistence'
import type { Introduced } from './introduced'

export const introducedSchema = schemaOf<Introduced>('introduced', { year: number, since: optional(time) })

keptAs(introducedSchema, 'nobody')
