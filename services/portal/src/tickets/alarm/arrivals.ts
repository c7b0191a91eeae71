import type { WaitingStateView } from '../../api/generated/hotline'

export interface Critical {
  id: string
  number: string
  state: WaitingStateView['state']
}

/** The critical tickets that wait, in the order in which their states are taken up. */
export const criticalOf = (states: WaitingStateView[] | undefined): Critical[] =>
  (states ?? []).flatMap(({ state, soonest }) => soonest.map((ticket) => ({ ...ticket, state })))

export const criticalCount = (states: WaitingStateView[] | undefined): number => (states ?? []).reduce((sum, { critical }) => sum + critical, 0)

const nameOf = ({ id, state }: Critical) => `${id} ${state}`

/**
 * What came since the last look: a ticket that is new here, or one that comes back in another state. The first look of all
 * (`before` undefined) is no news.
 */
export function arrivals(before: Critical[] | undefined, now: Critical[]): Critical[] {
  if (!before) return []
  const known = new Set(before.map(nameOf))
  return now.filter((ticket) => !known.has(nameOf(ticket)))
}
