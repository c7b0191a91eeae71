import { keptAs, list, optional, schemaOf, text, time } from '@yiwang/persistence'
import type { PersonRole } from './ticket'

/** A resident whom another service named, and whom the directory did not know when the ticket was made of it. */
export interface AwaitedResident {
  id: string
  residentId: string
  ticketId: string
  /** As whom the resident was named. */
  roles: PersonRole[]
  /** Absent in rows of versions before this, until the first sweep. */
  createdAt?: Date
}

export const awaitedResidentSchema = schemaOf<AwaitedResident>('awaited-residents', {
  residentId: text,
  ticketId: text,
  roles: list(text),
  createdAt: optional(time),
})
  .index({ residentId: 1, _id: 1 }) // the resident's news has come
  .index({ createdAt: 1, _id: 1 }) // or will not come any more

keptAs(awaitedResidentSchema, 'passing')
