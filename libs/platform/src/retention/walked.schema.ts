import { from, keptAs, list, optional, part, schemaOf, text, time } from '@yiwang/persistence'
import type { Blanking, Tally, Walked } from './walk'

export const walkedSchema = schemaOf<Walked>('retentions', {
  walkedAt: optional(time),
  months: list(part<Tally>({ month: text, count: from(0), held: from(0) })),
  over: optional(part({ month: text, since: time })),
  blanked: list(part<Blanking>({ month: text, at: time, count: from(0) })),
})

keptAs(walkedSchema, 'nobody')
