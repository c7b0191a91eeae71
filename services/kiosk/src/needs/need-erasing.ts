import { ERASED } from '@yiwang/contracts'
import type { Decision } from '@yiwang/domain'
import { type EraseRule, nobody } from '@yiwang/people/rules'
import { event } from '../events'
import type { Need } from './need'

/** What somebody asked for at a kiosk says who asked, whoever it was for. */
export const withoutPeople = ({ beneficiary }: Need): Partial<Need> => ({
  reporter: nobody(),
  ...(beneficiary && { beneficiary: nobody() }),
  description: ERASED,
  place: undefined,
})

/** Once the hotline has done with it. */
export const eraseFrom: EraseRule<Need> = (need, residentId) => {
  if (need.reporter.residentId !== residentId && need.beneficiary?.residentId !== residentId) return undefined
  return need.state === 'closed' ? { set: withoutPeople(need) } : { kept: { why: 'open' } }
}

/** Who stood at the kiosk is seldom known there: the hotline finds out, and what it erases of its ticket goes here as well. */
export const eraseWithTicket = (need: Need, because: string): Decision<Need> | undefined =>
  need.description === ERASED
    ? undefined
    : { set: withoutPeople(need), events: [event('kiosk.document-erased', { kind: 'needs', documentId: need.id, because })] }
