import { z } from 'zod'
import { id, personal } from './fields'

/** A person as one service names them to another: registered (residentId) or only as told on the phone. */
export const person = z.object({
  residentId: id.optional(),
  name: personal(z.string()),
  phone: personal(z.string()).optional(),
  /** Only where a visit needs it. */
  address: personal(z.string()).optional(),
})
