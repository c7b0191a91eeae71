import { ownRequests } from '../api/generated/home-care'
import { ownTickets } from '../api/generated/hotline'
import { areas, own, ownCorrections, ownLooks } from '../api/generated/information-network'
import { asMe } from './asMe'

/** What is theirs, asked as the resident at this browser. */
export const mine = {
  record: asMe(own.record),
  household: asMe(own.household),
  timeline: asMe(own.timeline),
  area: asMe(areas.get),
  tickets: asMe(ownTickets.list),
  report: asMe(ownTickets.report),
  requests: asMe(ownRequests.list),
  corrections: asMe(ownCorrections.list),
  propose: asMe(ownCorrections.propose),
  withdraw: asMe(ownCorrections.withdraw),
  looks: asMe(ownLooks.list),
  doubt: asMe(ownLooks.doubt),
}
