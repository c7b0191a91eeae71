import type { KeptKind } from '@yiwang/persistence'

/** What of a legal hold (保全) everybody has to know: what must neither be blanked nor erased, and until when. */
export interface Hold {
  id: string
  /** `resident`, `ticket` or `kind`. */
  what: string
  /** The resident or the ticket. */
  subject?: string
  /** Or all that is kept as this, in an area. */
  kind?: string
  areaCode: string
  areas: string[]
  /** The last day. */
  until: string
}

/** A document, what it is kept as, and the areas that it lies in; undefined where it lies in none. */
export interface Holdable {
  kind: KeptKind
  /** As JSON: made once, however many holds are asked. */
  document: string
  areas?: string[]
}

/**
 * Whether it may not go. What names somebody who is held, wherever in it, is held, whatever area it lies in; of a ticket and of a kind, what lies in the hold's area. What lies
 * nowhere is held with its kind everywhere. Ids are told apart from everything else by what they are: whatever field one stands in, it is this one.
 */
export function covers({ what, subject, kind, areaCode }: Hold, of: Holdable): boolean {
  if (subject !== undefined ? !of.document.includes(JSON.stringify(subject)) : kind !== of.kind) return false
  return what === 'resident' || !of.areas || of.areas.includes(areaCode)
}

/** Whether what was told of a kind must stay readable: whose a month's events are nobody knows without opening them, so that all of it does. */
export const coversKeys = ({ kind }: Hold, of: string): boolean => (kind ? kind === of : of !== 'passing')
