import { z } from 'zod'
import { areaCode, id } from './fields'

/** What identity tells the others: which devices stand where. Accounts of people stay at home. */
export const identityEvents = {
  'identity.terminal-registered': z.object({ terminalId: id, account: z.string(), name: z.string(), areaCode }),
}
