import { z } from 'zod'
import { audit } from './audit'
import { documentErased, personErased } from './erased'
import { areaCode, id, instant, personal } from './fields'

const request = {
  requestId: id,
  /** Who asked: `{ service: 'hotline', id: <ticket> }`. */
  source: z.object({ service: z.string(), id }),
  residentIds: z.array(id),
  /** As the ticket says: those of them of whom nobody has checked that it is they. */
  claimed: z.array(id).optional(),
}
const visit = { ...request, visitId: id, providerId: id }

/** What home care tells the others. What a provider found at someone's home stays sealed. */
export const homeCareEvents = {
  'home-care.request-received': z.object({ ...request, areaCode }),
  'home-care.request-assigned': z.object({ ...visit, plannedAt: instant }),
  'home-care.visit-started': z.object({ ...visit, at: instant }),
  'home-care.visit-completed': z.object({ ...visit, at: instant, report: personal(z.string()) }),
  'home-care.visit-not-done': z.object({ ...visit, at: instant, reason: personal(z.string()) }),
  'home-care.audit-recorded': audit,
  'home-care.document-erased': documentErased,
  'home-care.person-erased': personErased,
}
