import { keptAs, optional, schemaOf, sealed, text, time } from '@yiwang/persistence'
import type { Journey } from './journey'

export const journeySchema = schemaOf<Journey>('journeys', {
  browserHash: text,
  verifier: sealed(text),
  nonce: sealed(text),
  usedAt: optional(time),
  expiresAt: time,
}).index({ expiresAt: 1 }) // what the sweep takes away

keptAs(journeySchema, 'passing')
