import { isConfidential, type Ticket } from './ticket'

type Told = Pick<Ticket, 'reporter' | 'confidential' | 'kind'>

/** What was told in confidence stands under another word: nothing tells which of somebody's other matters go with it. */
const openly = (residentId: string) => residentId
const inConfidence = (residentId: string) => `in confidence: ${residentId}`

/** By what whoever reported a matter finds it again: where it is known that it was they. What is only claimed, and what others told of them, leads nowhere. */
export function reporterKeys(ticket: Told): string[] {
  const { residentId, claimed } = ticket.reporter
  if (!residentId || claimed) return []
  return [isConfidential(ticket) ? inConfidence(residentId) : openly(residentId)]
}

/** Of one resident: all that they reported, or what may be shown to somebody who acts for them. */
export const keysOfReporter = (residentId: string, { themselves }: { themselves: boolean }): string[] =>
  themselves ? [openly(residentId), inConfidence(residentId)] : [openly(residentId)]
