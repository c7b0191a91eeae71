import { Injectable } from '@nestjs/common'
import { isWithin, may, type Staff, scopeOf, seen, unscoped } from '@yiwang/auth'
import { Clock, DomainError, requireSeen } from '@yiwang/domain'
import { isSameName } from '@yiwang/domain/normalization'
import { type Collection, InjectCollection, OneAtATime, type Stored } from '@yiwang/persistence'
import { AreasService, Every, Holds, takeAll } from '@yiwang/platform'
import { InformationNetworkSettings } from '../config'
import { ResidentsService, refuseDepartment } from '../residents/residents.service'
import { aboutOf, accept, ask, clear, clearingOf, follow, isHeldBy, lapse, type Move, refuse, stateAt } from './move'
import { moveSchema } from './move.schema'
import { type AskMove, asSeen, type ListMoves, type Side } from './moves.dto'
import { daysAfter } from './periods'

@Injectable()
export class MovesService {
  private readonly numbered: OneAtATime<Move>

  constructor(
    @InjectCollection(moveSchema) private readonly moves: Collection<Move>,
    private readonly residents: ResidentsService,
    private readonly areas: AreasService,
    private readonly settings: InformationNetworkSettings,
    private readonly holds: Holds,
    private readonly clock: Clock,
  ) {
    this.numbered = new OneAtATime(unscoped(moves), 'about', (move) => stateAt(move, clock.now()) === 'asked')
  }

  /** Whoever asks the same again while it is open gets what was asked first. */
  async ask({ areaCode, ...wanted }: AskMove, by: Staff): Promise<{ move: Stored<Move>; created: boolean }> {
    refuseDepartment(by)
    const community = await this.areas.requireOwnCommunity(areaCode, by)
    const resident = await this.residents.registeredUnder(wanted.identityNumber)
    const moment = { by, ...this.moment() }
    const asked = await this.numbered.insert(aboutOf(wanted, areaCode), (turn) => ask(wanted, resident, community, turn, moment))
    return asked.stored ? { move: await this.atPresent(asked.stored), created: true } : { move: asked.before, created: false }
  }

  list({ side, limit, cursor }: ListMoves, by: Staff) {
    refuseDepartment(by)
    const concerned = side === 'held' ? this.heldBy(by) : seen(this.moves, scopeOf(by))
    return concerned.find({}, { sort: '-askedAt', limit, after: cursor })
  }

  /** The entry itself follows by the event. Where it is to go may have been merged away since: that is said here, where it can still be refused. */
  async accept(id: string, by: Staff, ifVersion?: number) {
    const held = await this.held(id, by)
    if (stateAt(held, this.clock.now()) === 'asked') await this.areas.requireCommunity(held.areaCode)
    return this.heldBy(by).change(id, (move) => accept(move, { by, ...this.moment() }), { ifVersion, keyed: true })
  }

  async refuse(id: string, reason: string, by: Staff, ifVersion?: number) {
    await this.held(id, by)
    return this.heldBy(by).change(id, (move) => refuse(move, reason, { by, ...this.moment() }), { ifVersion, keyed: true })
  }

  /**
   * What was accepted is done: the entry goes where its request came from, with the address that was given there. That community may have ended between the answer and
   * this news of it; then the entry stays, and the request says why.
   */
  async carryOut(id: string): Promise<void> {
    const move = await this.moves.get(id)
    if (move?.state !== 'accepted' || !move.residentId) return
    const { residentId, areaCode, address, phone } = move
    try {
      await this.residents.moveTo(residentId, areaCode, { address, phone })
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'unknown-area')) throw error
      // News that comes again finds it done: it was there before the community ended.
      if ((await this.residents.find(residentId))?.areaCode !== areaCode) await this.moves.change(id, lapse)
    }
  }

  /** What tells of a person goes when its time is over: nobody has to remember whom a request of long ago was about. */
  @Every(60 * 60_000)
  async sweep(): Promise<void> {
    const moment = this.moment()
    const kept = { clearedAt: { exists: false } }
    await takeAll(this.moves, { ...kept, clearAt: { exists: false } }, 'id', ({ id }) =>
      this.moves.change(id, (move) => ({ set: { clearAt: move.clearAt ?? clearingOf(move, moment.periods) } })),
    )
    const holding = await this.holds.holding()
    await takeAll(this.moves, { ...kept, clearAt: { lte: moment.now } }, 'clearAt', async (due) => {
      const isHeld = (await holding('matter', due)) !== undefined
      // Looked at again tomorrow.
      await this.moves.change(due.id, (move) => (isHeld ? { set: { clearAt: daysAfter(moment.now, 1) } } : clear(move, moment.now)))
    })
  }

  /** An entry lies elsewhere now: its open requests follow. */
  async follow(residentId: string, areaCode: string): Promise<void> {
    const place = await this.areas.get(areaCode)
    if (!place) return
    const open = await this.moves.find({ residentId, state: 'asked' }, { limit: 200 })
    for (const { id } of open.items) await this.moves.change(id, (move) => follow(move, place, this.moment()))
  }

  /** Whose entry it is, and where, is shown while it lies within what the asker sees, and no longer. */
  async view(move: Stored<Move>, side: Side, by: Staff) {
    const to = await this.areas.path(move.areaCode)
    const resident = side === 'held' && move.residentId && !move.clearedAt ? await this.residents.find(move.residentId) : undefined
    if (!resident || !isWithin(resident, by)) return asSeen(move, this.clock.now(), to)
    const { id, name, areaCode } = resident
    const held = {
      id,
      name,
      areaPath: await this.areas.path(areaCode),
      sameName: move.name !== undefined && isSameName(name, move.name),
      allowedActions: this.residents.isTheirs(resident, by) ? ['reveal'] : [],
    }
    return asSeen(move, this.clock.now(), to, { resident: held, decides: may(by, 'moves.decide') })
  }

  private async held(id: string, by: Staff): Promise<Stored<Move>> {
    refuseDepartment(by)
    const move = await unscoped(this.moves).get(id)
    return requireSeen(move && (await this.atPresent(move)), (present) => isHeldBy(present, by))
  }

  /** The request, waiting where its entry lies by now: the entry may have moved while the request was stored, or its event may still be on its way. */
  private async atPresent(move: Stored<Move>): Promise<Stored<Move>> {
    const resident = move.residentId ? await this.residents.find(move.residentId) : undefined
    if (!resident) return move
    const place = { id: resident.areaCode, ancestors: resident.areas }
    return unscoped(this.moves).change(move.id, (current) => follow(current, place, this.moment()))
  }

  private heldBy = (by: Staff) => seen(this.moves, scopeOf(by), 'fromAreas')

  private moment = () => ({ now: this.clock.now(), periods: this.settings.movePeriods })
}
