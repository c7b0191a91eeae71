import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock, requireSeen } from '@yiwang/domain'
import { isSameName } from '@yiwang/domain/normalization'
import { type Collection, DuplicateError, InjectCollection, type Stored } from '@yiwang/persistence'
import { AreasService, maskName } from '@yiwang/platform'
import { inScope } from '../residents/resident'
import { ResidentsService, refuseDepartment } from '../residents/residents.service'
import { aboutOf, accept, ask, follow, isHeldBy, type Move, refuse, stateAt, turnAfter } from './move'
import { type AskMove, type ListMoves, type MoveView, moveView, type Side } from './moves.dto'

const deciding = ['worker', 'admin']

@Injectable()
export class MovesService {
  constructor(
    @InjectCollection('moves') private readonly moves: Collection<Move>,
    private readonly residents: ResidentsService,
    private readonly areas: AreasService,
    private readonly clock: Clock,
  ) {}

  /** Whoever asks the same again while it is open gets what was asked first. */
  async ask({ areaCode, ...wanted }: AskMove, by: Staff): Promise<{ move: Stored<Move>; created: boolean }> {
    refuseDepartment(by)
    const community = await this.areas.requireSeenCommunity(areaCode, by)
    const resident = await this.residents.registeredUnder(wanted.identityNumber)
    const now = this.clock.now()
    const about = aboutOf(wanted, areaCode)
    const [last] = (await this.moves.find({ about }, { sort: '-turn', limit: 1 })).items
    const turn = turnAfter(last, now)
    try {
      const move = await this.moves.insert(ask(wanted, resident, community, turn, { by, now }))
      return { move: await this.atPresent(move), created: true }
    } catch (error) {
      const open = error instanceof DuplicateError ? await this.moves.findOne({ about, turn }) : undefined
      if (!open) throw error
      return { move: open, created: false }
    }
  }

  list({ side, limit, cursor }: ListMoves, by: Staff) {
    refuseDepartment(by)
    const concerned = side === 'held' ? { fromAreas: by.areaCode } : { areas: by.areaCode }
    return this.moves.find(concerned, { sort: '-askedAt', limit, after: cursor })
  }

  /** The entry itself follows by the event. Where it is to go may have been merged away since: that is said here, where it can still be refused. */
  async accept(id: string, by: Staff, ifVersion?: number) {
    const held = await this.held(id, by)
    if (stateAt(held, this.clock.now()) === 'asked') await this.areas.requireCommunity(held.areaCode)
    return this.moves.change(id, (move) => accept(move, { by, now: this.clock.now() }), { ifVersion, keyed: true })
  }

  async refuse(id: string, reason: string, by: Staff, ifVersion?: number) {
    await this.held(id, by)
    return this.moves.change(id, (move) => refuse(move, reason, { by, now: this.clock.now() }), { ifVersion, keyed: true })
  }

  /** What was accepted is done: the entry goes where its request came from, with the address that was given there. */
  async carryOut(id: string): Promise<void> {
    const move = await this.moves.get(id)
    if (!move?.residentId) return
    const { residentId, areaCode, address, phone } = move
    await this.residents.moveTo(residentId, areaCode, { address, phone })
  }

  /** An entry lies elsewhere now: its open requests follow. */
  async follow(residentId: string, areaCode: string): Promise<void> {
    const place = await this.areas.get(areaCode)
    if (!place) return
    const open = await this.moves.find({ residentId, state: 'asked' }, { limit: 200 })
    for (const { id } of open.items) await this.moves.change(id, (move) => follow(move, place, this.clock.now()))
  }

  /** Whose entry it is, and where, is shown while it lies within what the asker sees, and no longer. */
  async view(move: Stored<Move>, side: Side, by: Staff): Promise<MoveView> {
    const to = await this.areas.path(move.areaCode)
    const resident = side === 'held' && move.residentId ? await this.residents.find(move.residentId) : undefined
    if (!resident || !inScope(resident, by)) return moveView(move, this.clock.now(), to)
    const { id, name, areaCode } = resident
    const held = { id, name: maskName(name), areaPath: await this.areas.path(areaCode), sameName: isSameName(name, move.name) }
    return moveView(move, this.clock.now(), to, { resident: held, decides: deciding.includes(by.role) })
  }

  private async held(id: string, by: Staff): Promise<Stored<Move>> {
    refuseDepartment(by)
    const move = await this.moves.get(id)
    return requireSeen(move && (await this.atPresent(move)), (present) => isHeldBy(present, by))
  }

  /** The request, waiting where its entry lies by now: the entry may have moved while the request was stored, or its event may still be on its way. */
  private async atPresent(move: Stored<Move>): Promise<Stored<Move>> {
    const resident = move.residentId ? await this.residents.find(move.residentId) : undefined
    if (!resident) return move
    const place = { id: resident.areaCode, ancestors: resident.areas }
    return this.moves.change(move.id, (current) => follow(current, place, this.clock.now()))
  }
}
