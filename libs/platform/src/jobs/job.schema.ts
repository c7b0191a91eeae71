import { flag, from, keptAs, number, oneOf, optional, part, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { type JobRecord, jobStates, type StartedBy } from './job'

export const jobSchema = schemaOf<JobRecord>('jobs', {
  kind: text,
  turn: from(1),
  state: oneOf(jobStates.names),
  input: optional(sealed(text)),
  position: optional(sealed(text)),
  done: from(0),
  of: optional(from(0)),
  startedBy: optional(part<StartedBy>({ id: text, name: sealed(text), role: optional(text) })),
  createdAt: time,
  startedAt: optional(time),
  endedAt: optional(time),
  holder: optional(text),
  dueAt: optional(time),
  cancelling: optional(flag),
  attempts: number,
  error: optional(sealed(text)),
})
  .index({ kind: 1, turn: 1 }, { unique: true }) // one unfinished of a kind
  .index({ dueAt: 1, _id: 1 }) // what can be taken in hand
  .index({ createdAt: 1, _id: 1 }) // the newest first
  .index({ state: 1, endedAt: 1 }) // what failed of late

keptAs(jobSchema, 'passing')
