import { from, keptAs, list, part, schemaOf, sealed, text, time } from '@yiwang/persistence'
import type { Attempts } from './attempts'

export const attemptsSchema = schemaOf<Attempts>('attempts', {
  wrong: list(part({ network: sealed(text), times: from(1), until: time })),
  known: list(part({ network: sealed(text), until: time })),
  expiresAt: time,
}).index({ expiresAt: 1 }) // what the sweep takes away

keptAs(attemptsSchema, 'passing')
