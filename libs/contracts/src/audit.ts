import { z } from 'zod'
import { areaCode, id, personal, word } from './fields'

/** That someone saw personal data unmasked, or looked somebody up by it. Nobody acts on it: it is an event so that the seals cover it. */
export const audit = z.object({
  auditId: id,
  by: id,
  account: personal(z.string()),
  role: z.string(),
  /** Where they are at work. Entries of before do not say. */
  areaCode: areaCode.optional(),
  unitId: id.optional(),
  /** What was read, and which one. */
  kind: word('ticket', 'tickets', 'resident', 'residents', 'visit', 'caller', 'call', 'correction', 'own'),
  subject: id,
  /** Whom they saw, where that is a registered resident. Sealed: beside a ticket it would name who reported in confidence. */
  residentId: personal(z.string()).optional(),
  purpose: personal(z.string()),
  note: personal(z.string()).optional(),
  /** Which fields were shown, or of a search: what was asked by. */
  fields: z.array(z.string()),
  /** Of a search or a look at who is calling: keyed hashes of what was asked, and how many there were. */
  asked: z.array(z.string()).optional(),
  found: z.int().optional(),
  /** Whom such a one found, or a look under an order showed. */
  residentIds: personal(z.array(id)).optional(),
})
