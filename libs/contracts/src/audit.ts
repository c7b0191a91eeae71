import { z } from 'zod'
import { id, personal, word } from './fields'

/** That someone saw personal data unmasked, or looked somebody up by it. Nobody acts on it: it is an event so that the seals cover it. */
export const audit = z.object({
  auditId: id,
  by: id,
  account: personal(z.string()),
  role: z.string(),
  /** What was read, and which one. */
  kind: word('ticket', 'tickets', 'resident', 'residents', 'visit', 'caller'),
  subject: id,
  purpose: personal(z.string()),
  /** Which fields were shown whole. */
  fields: z.array(z.string()),
})
