import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock, dayOf, requireSeen } from '@yiwang/domain'
import { type Collection, InjectCollection, type Stored } from '@yiwang/persistence'
import { AreasService, Every, type PageQuery, takeAll } from '@yiwang/platform'
import { type AreaHistory, applied, ask, begin, finish, underWay, type WantedChange, withdraw } from './area-change'
import { areaHistorySchema } from './area-history.schema'
import { AreaTreeService } from './area-tree.service'

const LOOK_MS = 30_000

/** What the city decides of its areas: they move, have other names, end. Applied on its day; every service hears how each area is then, and brings its documents in line (`RedrawAreas`). */
@Injectable()
export class AreaChangesService {
  constructor(
    @InjectCollection(areaHistorySchema) private readonly histories: Collection<AreaHistory>,
    private readonly tree: AreaTreeService,
    private readonly areas: AreasService,
    private readonly clock: Clock,
  ) {}

  /** What begins today or has begun is in force when this answers. */
  async ask(code: string, { from, ...wanted }: Omit<WantedChange, 'from'> & { from?: string }, by: Staff): Promise<Stored<AreaHistory>> {
    await this.areas.requireCity(by)
    const now = this.clock.now()
    const tree = await this.tree.everything()
    const change = { ...wanted, from: from ?? dayOf(now) }
    await this.histories.upsert(code, (known) => ask(known, code, change, tree, { by, now }), { keyed: true })
    return this.apply(code)
  }

  async withdraw(code: string, id: string, by: Staff): Promise<Stored<AreaHistory>> {
    await this.areas.requireCity(by)
    return this.histories.change(code, (history) => withdraw(history, id), { keyed: true })
  }

  async of(code: string, by: Staff): Promise<Stored<AreaHistory>> {
    await this.areas.requireCity(by)
    return requireSeen(await this.histories.get(code), () => true)
  }

  /** Those of which something was asked last come first. */
  async list({ limit, cursor }: PageQuery, by: Staff) {
    await this.areas.requireCity(by)
    return this.histories.find({}, { sort: '-latestAt', limit, after: cursor })
  }

  @Every(LOOK_MS)
  applyDue(): Promise<void> {
    return takeAll(this.histories, { dueAt: { lte: this.clock.now() } }, 'dueAt', ({ id }) => this.apply(id))
  }

  /** Everything of an area that is due, one after the other. Cut off anywhere, or done by two at once, it comes to the same. */
  private async apply(code: string): Promise<Stored<AreaHistory>> {
    for (;;) {
      const now = this.clock.now()
      const tree = await this.tree.everything()
      const history = await this.histories.change(code, (known) => begin(known, tree, now))
      const change = underWay(history)
      if (change) {
        await this.tree.change(applied(code, change, tree))
        await this.histories.change(code, (known) => finish(known, change.id))
      } else if (!history.dueAt || history.dueAt > now) return history
    }
  }
}
