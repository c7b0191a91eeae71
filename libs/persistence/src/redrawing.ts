/** A document's clear fields, and its id. */
export type Clear = Record<string, unknown> & { id: string }

/**
 * A collection whose documents hold what follows from elsewhere, such as the areas above their own. That is brought up to date beside their own lives: no new version, no event, and no request is
 * remembered, so that whoever has read a document can change it as before.
 */
export interface Redrawable {
  count(filter: object): Promise<number>
  /** By id, at most `limit` after one: what lies in clear, as it lies there. Nothing is opened, and so nothing is proven. */
  inClear(after: string, limit: number): Promise<Clear[]>
  /**
   * Gives a document other clear fields, in an envelope that proves them beside the rest. `anew` is asked of what it is now, opened; `undefined` leaves it. A change at the same time is decided on the
   * one or the other, and loses nothing of either. Answers whether it was written; throws where it is not as it was written here.
   */
  redraw(id: string, anew: (current: Clear) => object | undefined): Promise<boolean>
}

/** The stores' own collections can do it; features do not see that. */
export function redrawable(collection: object): Redrawable {
  if (!('redraw' in collection)) throw new Error('this is no collection of a store')
  return collection as Redrawable
}
