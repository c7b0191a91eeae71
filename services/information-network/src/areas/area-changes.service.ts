import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock, dayOf, newId, requireSeen } from '@yiwang/domain'
import { type Collection, InjectCollection, type Stored } from '@yiwang/persistence'
import { AreasService, Every, type PageQuery, takeAll } from '@yiwang/platform'
import { type AreaHistory, applied, ask, begin, finish, underWay, type WantedChange, withdraw } from './area-change'
import { areaHistorySchema } from './area-history.schema'
import { AreaTreeService } from './area-tree.service'
import { type AreaTurn, giveBack, TURN, takeTurn } from './area-turn'
import { areaTurnSchema } from './area-turn.schema'

const LOOK_MS = 30_000

/** What the city decides of its areas: they move, have other names, end. Applied on its day; every service hears how each area is then, and brings its documents in line (`RedrawAreas`). */
@Injectable()
export class AreaChangesService {
  private inHand: Promise<unknown> = Promise.resolve()

  constructor(
    @InjectCollection(areaHistorySchema) private readonly histories: Collection<AreaHistory>,
    @InjectCollection(areaTurnSchema) private readonly turns: Collection<AreaTurn>,
    private readonly tree: AreaTreeService,
    private readonly areas: AreasService,
    private readonly clock: Clock,
  ) {}

  /** What begins today or has begun is in force when this answers, unless another instance is writing areas: then it is within a minute. */
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

  /** Everything of an area that is due, one after the other, when it is its turn. Cut off anywhere it goes on there. */
  private apply(code: string): Promise<Stored<AreaHistory>> {
    const next = this.inHand.then(() => this.inTurn(code))
    this.inHand = next.catch(() => undefined)
    return next
  }

  private async inTurn(code: string): Promise<Stored<AreaHistory>> {
    const holder = newId()
    const turn = await this.turns.upsert(TURN, (known) => takeTurn(known, holder, this.clock.now()))
    if (turn?.holder !== holder) return requireSeen(await this.histories.get(code), () => true)
    try {
      return await this.applyAll(code)
    } finally {
      await this.turns.change(TURN, (current) => giveBack(current, holder))
    }
  }

  private async applyAll(code: string): Promise<Stored<AreaHistory>> {
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
