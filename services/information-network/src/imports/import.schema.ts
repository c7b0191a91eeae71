import { seenBy } from '@yiwang/auth'
import { actor, placeKinds } from '@yiwang/people'
import { blob, from, keptAs, list, number, oneOf, optional, part, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { columnNames, type Import, type Reached } from './import'

export const importSchema = schemaOf<Import>('imports', {
  file: optional(blob),
  keptUntil: optional(time),
  fileName: optional(sealed(text)),
  size: number,
  columns: list(oneOf(columnNames)),
  ...placeKinds,
  by: actor,
  startedAt: time,
  endedAt: optional(time),
  job: optional(text),
  at: part<Reached>({ byte: number, line: number }),
  stored: from(0),
  known: from(0),
  refused: from(0),
})
  .index({ areas: 1, startedAt: 1, _id: 1 }) // an area's, newest first
  .index({ keptUntil: 1, _id: 1 }) // whose file is to be taken away

seenBy(importSchema, 'areas')

/** A row at fault: which field, and why. Nothing of what it said. */
export interface ImportFault {
  id: string
  importId: string
  line: number
  reasons: { field?: string; code: string; zh: string; en: string }[]
}

export const importFaultSchema = schemaOf<ImportFault>('import-faults', {
  importId: text,
  line: number,
  reasons: list(part<ImportFault['reasons'][number]>({ field: optional(text), code: text, zh: text, en: text })),
}).index({ importId: 1, line: 1, _id: 1 }) // an import's, line by line

keptAs(importSchema, 'passing')
keptAs(importFaultSchema, 'nobody')
