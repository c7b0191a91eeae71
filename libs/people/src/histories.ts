import { type Decision, deriveId } from '@yiwang/domain'
import { type Collection, type Kind, keptAs, number, type Stored, schemaOf, text } from '@yiwang/persistence'
import { StoreUnavailable } from '@yiwang/persistence/stores'

/** A document whose history may grow without end: its first step and its latest ones lie in it, the `apart` between them beside it. */
export interface Stepped<S> {
  id: string
  history: S[]
  apart?: number
}

/** A step that lies apart: the `n`th of the history of the document `of`, counted from 0. */
export interface StepApart<S> {
  id: string
  of: string
  n: number
  step: S
}

/** So many steps a document keeps. Older ones leave it ten at a time. */
const KEPT = 50
const MOST = 60

/** `step`: the kind of the documents' own steps. */
export const stepsApart = <S>(collection: string, step: Kind<S>) =>
  keptAs(schemaOf<StepApart<unknown>>(collection, { of: text, n: number, step } as never), 'matter').index({ of: 1, n: 1, _id: 1 }) // one history, in order

/** Keeps documents short and their histories whole. */
export class Histories<S, T extends Stepped<S>> {
  constructor(
    private readonly documents: Collection<T>,
    private readonly steps: Collection<StepApart<S>>,
  ) {}

  /**
   * The document, without the older of its steps where there are too many. They are stored apart first, under ids that follow from their places, and then leave it: cut off
   * in between they lie in both, the document's own count says which are to be read apart, and the next one to shorten it stores the same once more. Where the store is away by
   * now, the document stays as it is: what led here was stored, and is not to fail for it.
   */
  async shorten(document: Stored<T>): Promise<Stored<T>> {
    if (document.history.length <= MOST) return document
    try {
      return await this.shortened(document)
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error
      return document
    }
  }

  private async shortened({ id: of, history, apart = 0 }: Stored<T>): Promise<Stored<T>> {
    const leaving = history.slice(1, history.length - KEPT + 1)
    await Promise.all(
      leaving.map((step, at) => {
        const n = apart + 1 + at
        return this.steps.upsert(deriveId(of, 'step', String(n)), () => ({ set: { of, n, step } as Partial<StepApart<S>> }))
      }),
    )
    return this.documents.change(of, (current) => {
      if ((current.apart ?? 0) !== apart) return undefined
      const [first, ...others] = current.history
      return { set: { history: [first, ...others.slice(leaving.length)], apart: apart + leaving.length } } as Decision<T>
    })
  }

  /** All of its steps, the first one first. */
  async whole({ id: of, history, apart = 0 }: Stepped<S>): Promise<S[]> {
    if (!apart) return history
    const [first, ...latest] = history
    const between: S[] = []
    for (let after: string | undefined; between.length < apart; ) {
      const { items, next } = await this.steps.find({ of, n: { lte: apart } }, { sort: 'n', limit: 200, after })
      between.push(...items.map(({ step }) => step))
      if (!next) break
      after = next
    }
    return [first, ...between, ...latest]
  }
}
