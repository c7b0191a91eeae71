import { z } from 'zod'
import { audit } from './audit'
import { documentErased, personErased } from './erased'
import { areaCode, id, instant, personal, secret, word } from './fields'
import { person } from './person'

const urgency = word('ordinary', 'urgent', 'critical')
const ticket = {
  ticketId: id,
  number: z.string(),
  state: word('received', 'dispatched', 'handling', 'referred', 'returned', 'resolved', 'closed'),
  /** The registered residents whom it concerns: reporter and beneficiary. */
  residentIds: z.array(id),
  /** Those of them who only said at a terminal or on the telephone that they are these: nobody has checked it. */
  claimed: z.array(id).optional(),
}

/** What the hotline tells the others of a ticket's life. Each carries the state that it led to. */
export const hotlineEvents = {
  'hotline.ticket-received': z.object({
    ...ticket,
    code: secret(z.string()),
    origin: z.object({ service: z.string(), id }).optional(),
    channel: word('phone', 'kiosk', 'window', 'web', 'open311', 'referral'),
    kind: word('advice', 'help', 'complaint', 'report', 'suggestion'),
    urgency,
    areaCode,
    dueAt: instant,
  }),
  /** Of a resident whom the ticket named before their registration was known here, or of whom somebody has checked now that it is they. */
  'hotline.ticket-linked': z.object({ ...ticket, residentId: id, checked: z.boolean().optional() }),
  /** Somebody has checked that it is not they. */
  'hotline.ticket-unlinked': z.object({ ...ticket, residentId: id }),
  'hotline.ticket-answered': z.object({ ...ticket, reply: personal(z.string()) }),
  'hotline.ticket-dispatched': z.object({ ...ticket, unitId: id, unitName: z.string() }),
  'hotline.ticket-referred': z.object({
    ...ticket,
    service: word('home-care'),
    need: personal(z.string()),
    note: personal(z.string()).optional(),
    beneficiary: person,
    areaCode,
    urgency,
    dueAt: instant,
  }),
  'hotline.ticket-accepted': z.object({ ...ticket, unitId: id, unitName: z.string() }),
  'hotline.ticket-returned': z.object({ ...ticket, reason: personal(z.string()) }),
  'hotline.ticket-resolved': z.object({ ...ticket, reply: personal(z.string()), late: z.boolean() }),
  'hotline.ticket-called-back': z.object({
    ...ticket,
    reached: z.boolean(),
    solved: z.boolean().optional(),
    satisfied: z.boolean().optional(),
    rating: z.int().optional(),
  }),
  'hotline.ticket-closed': z.object({ ...ticket, satisfied: z.boolean().optional(), rating: z.int().optional() }),
  'hotline.ticket-reopened': z.object({ ...ticket, unitId: id.optional() }),
  'hotline.audit-recorded': audit,
  'hotline.document-erased': documentErased,
  'hotline.person-erased': personErased,
}
