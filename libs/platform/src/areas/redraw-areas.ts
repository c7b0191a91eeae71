import { type FactoryProvider, type OnApplicationShutdown } from '@nestjs/common'
import { unscoped } from '@yiwang/auth'
import { Clock } from '@yiwang/domain'
import type { Collection } from '@yiwang/persistence'
import { collectionOf, collectionToken, type Redrawable, redrawable, StoreUnavailable } from '@yiwang/persistence/stores'
import type { Schema } from 'mongoose'
import type { Subscription } from 'rxjs'
import { Job, type JobInHand, type Step, stepTo } from '../jobs/declared'
import { Jobs } from '../jobs/jobs'
import { LookOut } from '../jobs/look-out'
import { Every } from '../run/sweep'
import { AreasService } from './areas.service'
import { type Above, isDrawn, redrawn } from './drawn'

export const REDRAW = 'redraw-areas'

/** Some milliseconds where nothing is to be done, some tens where all of them are written. */
const SLICE = 100
const LOOK_MS = 1_000
/** So many documents are named that could not be opened. */
const NAMED = 10

interface Kept {
  name: string
  schema: Schema
  documents: Redrawable
}

/** Where a walk is. */
interface Place {
  /** The collection in hand, and the last id of it that was looked at; absent before the first. */
  collection?: string
  after?: string
  done: number
  of: number
  /** What could not be opened. */
  altered: string[]
}

/**
 * Documents hold the areas above their own, so that a scope is one equality. Where an area comes to lie elsewhere, this walks over all documents of a service, while everything goes on, and gives those that lie
 * there the areas of now: no version moves, nothing is told, and what somebody read before they can still change.
 */
export class RedrawAreas implements OnApplicationShutdown {
  private readonly lookOut = new LookOut()
  private readonly listening: Subscription
  /** The areas as each run found them when it began: whatever changes then is walked for once more. */
  private readonly trees = new WeakMap<JobInHand, Promise<Map<string, string[]>>>()

  constructor(
    private readonly areas: AreasService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly all: Kept[],
  ) {
    this.listening = areas.changed().subscribe(() => this.lookOut.hear())
  }

  /** Starts what is due. One that somebody cancelled, or that has failed, is not begun again by itself until an area changes. */
  @Every(LOOK_MS)
  async look(): Promise<void> {
    if (!this.lookOut.isTime(this.clock.now())) return
    if (await this.areas.isRedrawDue()) await this.jobs.start(REDRAW)
  }

  @Job(REDRAW)
  async redraw(_input: object, place: Place | undefined, work: JobInHand): Promise<Step<Place>> {
    const at = this.all.findIndex(({ name }) => name === place?.collection)
    if (!place || at < 0) return this.begin(work)
    const { name, schema, documents } = this.all[at]
    const tree = await this.treeOf(work)
    const found = await documents.inClear(place.after ?? '', SLICE)
    const above: Above = (code) => tree.get(code)
    const stale = found.filter((document) => redrawn(schema, document, above))
    const altered = await Promise.all(
      stale.map(({ id }) =>
        documents
          .redraw(id, (current) => redrawn(schema, current, above))
          .then(
            () => [],
            (error) => {
              // It is nobody's word: the others are redrawn all the same.
              if (error instanceof StoreUnavailable) throw error
              return [`${name}/${id}`]
            },
          ),
      ),
    )
    const reached = { ...place, done: place.done + found.length, altered: [...new Set([...place.altered, ...altered.flat()])].slice(0, NAMED) }
    if (found.length === SLICE) return stepTo({ ...reached, after: found[SLICE - 1].id })
    if (at + 1 < this.all.length) return stepTo({ ...reached, collection: this.all[at + 1].name, after: undefined })
    return this.end(reached, work)
  }

  onApplicationShutdown(): void {
    this.listening.unsubscribe()
  }

  private async begin(work: JobInHand): Promise<Step<Place>> {
    await this.areas.takeRedraws()
    this.trees.set(work, this.areas.tree())
    const counts = await Promise.all(this.all.map(({ documents }) => documents.count({})))
    return stepTo({ collection: this.all[0].name, done: 0, of: counts.reduce((sum, count) => sum + count, 0), altered: [] })
  }

  private async end({ altered, ...place }: Place, work: JobInHand): Promise<Step<Place>> {
    await this.areas.endRedraws()
    this.trees.delete(work)
    if (altered.length) throw new Error(`not as they were written: ${altered.join(', ')}`)
    // An area has changed since it began.
    if (await this.areas.isRedrawDue()) return stepTo({ done: 0, of: place.of, altered: [] })
    return { done: place.done, of: place.done }
  }

  /** Another instance may have begun. */
  private treeOf(work: JobInHand): Promise<Map<string, string[]>> {
    const known = this.trees.get(work) ?? this.areas.tree()
    this.trees.set(work, known)
    return known
  }
}

/** A service's own, over those of its collections whose documents lie in areas; nothing where there are none. */
export function redrawOf(schemas: Schema[]): FactoryProvider[] {
  const drawn = schemas.filter(isDrawn)
  if (!drawn.length) return []
  return [
    {
      provide: RedrawAreas,
      useFactory: (areas: AreasService, jobs: Jobs, clock: Clock, ...collections: Collection<{ id: string }>[]) => {
        // Nobody is shown what is found.
        const all = drawn.map((schema, at) => ({ name: collectionOf(schema), schema, documents: redrawable(unscoped(collections[at])) }))
        return new RedrawAreas(areas, jobs, clock, all)
      },
      inject: [AreasService, Jobs, Clock, ...drawn.map(collectionToken)],
    },
  ]
}
