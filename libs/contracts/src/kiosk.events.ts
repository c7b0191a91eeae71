import { z } from 'zod'
import { documentErased, personErased } from './erased'
import { areaCode, fen, id, personal, word } from './fields'
import { person } from './person'

const payment = { paymentId: id, terminalId: id, areaCode, biller: word('water'), amount: fen }

/** What the kiosks tell the others. */
export const kioskEvents = {
  'kiosk.need-registered': z.object({
    needId: id,
    terminalId: id,
    areaCode,
    reporter: person,
    beneficiary: person.optional(),
    description: personal(z.string()),
    /** Where to come, in words; where that is somebody's own address, it stands with the person. */
    place: personal(z.string()).optional(),
  }),
  'kiosk.payment-taken': z.object(payment),
  'kiosk.payment-settled': z.object(payment),
  'kiosk.payment-failed': z.object({ ...payment, reason: z.string() }),
  'kiosk.document-erased': documentErased,
  'kiosk.person-erased': personErased,
}
