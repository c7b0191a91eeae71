import { keptAs, schemaOf, time } from '@yiwang/persistence'
import type { EndedSession } from './ended-session'

export const endedSessionSchema = schemaOf<EndedSession>('ended-sessions', { until: time }).index({ until: 1, _id: 1 }) // what the sweep takes away

keptAs(endedSessionSchema, 'passing')
