import { z } from 'zod'
import { id, personal, word } from './fields'

/** That someone saw personal data unmasked, or looked somebody up by it. Nobody acts on it: it is an event so that the seals cover it. */
export const audit = z.object({
  auditId: id,
  by: id,
  account: personal(z.string()),
  role: z.string(),
  /** What was read, and which one. */
  kind: word('ticket', 'tickets', 'resident', 'residents', 'visit', 'caller', 'call', 'correction'),
  subject: id,
  /** Whom they saw, where that is a registered resident. Sealed: beside a ticket it would name who reported in confidence. */
  residentId: personal(z.string()).optional(),
  purpose: personal(z.string()),
  note: personal(z.string()).optional(),
  /** Which fields were shown, or of a search: what was asked by. */
  fields: z.array(z.string()),
  /** Of a search or a look at who is calling: keyed hashes of what was asked, how many there were, and of a look whom it showed. */
  asked: z.array(z.string()).optional(),
  found: z.int().optional(),
  residentIds: personal(z.array(id)).optional(),
})
