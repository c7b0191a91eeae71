import { z } from 'zod'
import { documentErased } from './erased'
import { areaCode, id, instant, personal, word } from './fields'

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
  /** A resident has agreed that another acts for them (家人代办): `see` the record, `propose` corrections of it, `report` matters. */
  'identity.proxy-agreed': z.object({
    proxyId: id,
    /** For whom. */
    residentId: id,
    actingResidentId: id,
    /** These words, and what may come to be. */
    may: z.array(z.string()),
    until: instant,
    /** Written down by a member of staff, who had both before them. */
    atCounter: z.boolean(),
  }),
  'identity.proxy-ended': z.object({
    proxyId: id,
    residentId: id,
    actingResidentId: id,
    why: word('by-person', 'by-proxy', 'by-staff', 'over', 'died', 'forgotten'),
  }),
  'identity.document-erased': documentErased,
}
