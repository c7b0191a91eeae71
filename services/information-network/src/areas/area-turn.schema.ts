import { keptAs, optional, schemaOf, text, time } from '@yiwang/persistence'
import type { AreaTurn } from './area-turn'

export const areaTurnSchema = schemaOf<AreaTurn>('area-turns', { holder: optional(text), until: optional(time) })

keptAs(areaTurnSchema, 'nobody')
