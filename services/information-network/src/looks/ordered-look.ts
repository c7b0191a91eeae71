import { type Decision, deriveId, stateTable } from '@yiwang/domain'
import { type Actor, actorOf, requireAnother, UNDER_ORDER } from '@yiwang/people/rules'
import { event } from '../events'
import { type LookedAt, type LookNews, lookedAt, whomOf } from './look'

/** So many people look at a look under an order, none of them whoever looked. */
export const REVIEWERS = 2

export const orderedLookStates = stateTable({ open: { review: 'open', conclude: 'reviewed' }, reviewed: {} })
export type OrderedLookState = (typeof orderedLookStates.names)[number]

export const verdicts = ['agree', 'object'] as const
export type Verdict = (typeof verdicts)[number]

export interface Review {
  by: Actor
  at: Date
  verdict: Verdict
  note: string
}

/** A look under an order: kept from whoever was looked at, and reviewed. */
export interface OrderedLook extends LookedAt {
  /** How many registered people it showed. */
  people: number
  state: OrderedLookState
  reviews: Review[]
}

/** A look under an order, where it is one. */
export function orderedLookOf(news: LookNews): Decision<OrderedLook> | undefined {
  const { id, data, isErased } = news
  if (isErased || data.purpose !== UNDER_ORDER) return undefined
  return {
    set: { ...lookedAt(news), id: deriveId(id, 'ordered'), note: data.note, people: whomOf(data).length, state: 'open', reviews: [] },
  }
}

/** When nobody has to look at it any more. */
export const endOf = ({ state, reviews }: OrderedLook): Date | undefined => (state === 'reviewed' ? reviews.at(-1)?.at : undefined)

const before = ({ by, reviews }: OrderedLook) => [{ id: by }, ...reviews.map((one) => one.by)]

export const mayReview = (look: OrderedLook, by: Pick<Actor, 'id'>): boolean => look.state === 'open' && !before(look).some(({ id }) => id === by.id)

/** DomainError `needs-another-person` for whoever looked or has reviewed it. */
export function review(
  look: OrderedLook,
  { verdict, note }: Pick<Review, 'verdict' | 'note'>,
  { by, now }: { by: Actor; now: Date },
): Decision<OrderedLook> {
  const state = orderedLookStates.next(look.state, look.reviews.length + 1 < REVIEWERS ? 'review' : 'conclude')
  requireAnother(by, ...before(look))
  return {
    set: { state, reviews: [...look.reviews, { by: actorOf(by), at: now, verdict, note }] },
    events: [event('information-network.look-reviewed', { lookId: look.id, service: look.service, subject: look.subject, verdict, note })],
  }
}
