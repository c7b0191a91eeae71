import { z } from 'zod'
import { areaCode, id, personal } from './fields'

/** What identity tells the others: which devices stand where, and which accounts another service has to know. The other accounts stay at home. */
export const identityEvents = {
  'identity.terminal-registered': z.object({ terminalId: id, account: z.string(), name: z.string(), areaCode }),
  /** An account as it is now, told anew with each change. Only providers' so far. */
  'identity.account-changed': z.object({
    accountId: id,
    account: personal(z.string()),
    name: personal(z.string()),
    role: z.string(),
    areaCode,
    /** Where they work in several areas: all of them, the one above among them. */
    areaCodes: z.array(areaCode).optional(),
    disabled: z.boolean(),
  }),
}
