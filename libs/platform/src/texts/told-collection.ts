import type { Collection } from '@yiwang/persistence'
import { type Redrawable, redrawable } from '@yiwang/persistence/stores'

/** A collection that tells of each document that may have been written through it, once that is over. */
export class ToldCollection<T extends { id: string }> implements Collection<T>, Redrawable {
  constructor(
    private readonly all: Collection<T>,
    private readonly tell: (id: string) => void,
  ) {}

  get: Collection<T>['get'] = (id) => this.all.get(id)
  findOne: Collection<T>['findOne'] = (filter) => this.all.findOne(filter)
  find: Collection<T>['find'] = (filter, options) => this.all.find(filter, options)
  each: Collection<T>['each'] = (filter) => this.all.each(filter)
  count: Collection<T>['count'] = (filter) => this.all.count(filter)
  group: Collection<T>['group'] = (filter, by, sums) => this.all.group(filter, by, sums)

  insert: Collection<T>['insert'] = (decision) => this.telling([decision.set.id as string], this.all.insert(decision))
  insertEach: Collection<T>['insertEach'] = (decisions) =>
    this.telling(
      decisions.map(({ set }) => set.id as string),
      this.all.insertEach(decisions),
    )
  change: Collection<T>['change'] = (id, decide, options) => this.telling([id], this.all.change(id, decide, options))
  upsert: Collection<T>['upsert'] = (id, decide, options) => this.telling([id], this.all.upsert(id, decide, options))
  remove: Collection<T>['remove'] = (id) => this.telling([id], this.all.remove(id))
  destroyKey: Collection<T>['destroyKey'] = (id) => this.all.destroyKey(id)

  inClear: Redrawable['inClear'] = (after, limit) => redrawable(this.all).inClear(after, limit)
  redraw: Redrawable['redraw'] = (id, anew) => this.telling([id], redrawable(this.all).redraw(id, anew))

  /** Also where it failed: what broke off may be stored. */
  private async telling<R>(ids: string[], work: Promise<R>): Promise<R> {
    try {
      return await work
    } finally {
      for (const id of ids) this.tell(id)
    }
  }
}
