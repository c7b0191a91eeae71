import { z } from 'zod'
import { areaCode, id, instant, personal, secret } from './fields'
import { person } from './person'

const ticket = {
  ticketId: id,
  number: z.string(),
  state: z.enum(['received', 'dispatched', 'handling', 'referred', 'returned', 'resolved', 'closed']),
  /** The registered residents whom it concerns: reporter and beneficiary. */
  residentIds: z.array(id),
}

/** What the hotline tells the others of a ticket's life. Each carries the state that it led to. */
export const hotlineEvents = {
  'hotline.ticket-received': z.object({
    ...ticket,
    code: secret(z.string()),
    origin: z.object({ service: z.string(), id }).optional(),
    channel: z.string(),
    kind: z.string(),
    urgency: z.enum(['ordinary', 'urgent', 'critical']),
    areaCode,
    dueAt: instant,
  }),
  /** Of a resident whom the ticket named before their registration was known here. */
  'hotline.ticket-linked': z.object({ ...ticket, residentId: id }),
  'hotline.ticket-answered': z.object({ ...ticket, reply: personal(z.string()) }),
  'hotline.ticket-dispatched': z.object({ ...ticket, unitId: id, unitName: z.string() }),
  'hotline.ticket-referred': z.object({
    ...ticket,
    service: z.enum(['home-care']),
    need: personal(z.string()),
    note: personal(z.string()).optional(),
    beneficiary: person,
    areaCode,
    urgency: z.enum(['ordinary', 'urgent', 'critical']),
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
}
