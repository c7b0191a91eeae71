import { Injectable } from '@nestjs/common'
import { type Staff, scopeOf, scopeOfOne, seen, unscoped } from '@yiwang/auth'
import { ERASED } from '@yiwang/contracts'
import { Clock, DomainError } from '@yiwang/domain'
import { AuditService, isInReach, type RevealForm, residentOf } from '@yiwang/people'
import { type Collection, InjectCollection, OneAtATime, type Stored } from '@yiwang/persistence'
import { AreasService, Budgets, Every, Holds, type PageQuery, readForm, takeAll } from '@yiwang/platform'
import { ResidentsService, refuseDepartment } from '../residents/residents.service'
import {
  aboutOf,
  accept,
  type Correction,
  clear,
  follow,
  overtake,
  propose,
  refuse,
  requireOther,
  type WantedCorrection,
  withdraw,
} from './correction'
import { correctionSchema } from './correction.schema'
import { asSeen, type ListCorrections, type ProposeCorrection, RevealedCorrection, valueForms } from './corrections.dto'

/** More often nobody finds something wrong with themselves. */
const PROPOSALS = { limit: 20, seconds: 3600 }
const DAY_MS = 24 * 3_600_000
/** Of a correction whose years are over nobody knows whose it was. */
const FORGOTTEN = { name: ERASED, phone: ERASED, address: ERASED, version: 1 }

@Injectable()
export class CorrectionsService {
  private readonly numbered: OneAtATime<Correction>

  constructor(
    @InjectCollection(correctionSchema) private readonly corrections: Collection<Correction>,
    private readonly residents: ResidentsService,
    private readonly areas: AreasService,
    private readonly audit: AuditService,
    private readonly budgets: Budgets,
    private readonly holds: Holds,
    private readonly clock: Clock,
  ) {
    this.numbered = new OneAtATime(unscoped(corrections), 'about', ({ state }) => state === 'open')
  }

  /** Throws `correction-open` where one of the same field waits already. */
  async propose({ field, value, note }: ProposeCorrection, by: Staff): Promise<Stored<Correction>> {
    if (field === 'identityNumber') throw new DomainError('corrected-at-counter', { field: 'field' })
    const wanted: WantedCorrection = { field, value: readForm<{ value: string }>(valueForms[field], { value }).value, note }
    await this.budgets.take('corrections', residentOf(by), PROPOSALS)
    const resident = await this.residents.own(residentOf(by))
    const moment = { by, now: this.clock.now() }
    const proposed = await this.numbered.insert(aboutOf(resident.id, field), (turn) => propose(wanted, resident, turn, moment))
    if (!proposed.stored) throw new DomainError('correction-open', { field: 'field' })
    // Looked after it stands: an entry that moved meanwhile is followed here, or by the news of it, which finds the correction.
    const { areaCode } = await this.residents.own(resident.id)
    if (areaCode !== resident.areaCode) await this.follow(resident.id, areaCode)
    return proposed.stored
  }

  /** One's own, the newest first. */
  own({ limit, cursor }: PageQuery, by: Staff) {
    return this.ownOf(by).find({}, { sort: '-proposedAt', limit, after: cursor })
  }

  withdraw(id: string, by: Staff, ifVersion?: number): Promise<Stored<Correction>> {
    return this.ownOf(by).change(id, (correction) => withdraw(correction, this.clock.now()), { ifVersion, keyed: true })
  }

  async list({ state = 'open', areaCode, limit, cursor }: ListCorrections, by: Staff) {
    refuseDepartment(by)
    return seen(this.corrections, await this.areas.ofList(areaCode, by)).find({ state }, { sort: 'proposedAt', limit, after: cursor })
  }

  async accept(id: string, entryVersion: number, by: Staff, ifVersion?: number): Promise<Stored<Correction>> {
    const resident = await this.entryOf(id, by)
    const decide = (correction: Correction) => accept(correction, resident, entryVersion, by, this.clock.now())
    return seen(this.corrections, scopeOf(by)).change(id, decide, { ifVersion, keyed: true })
  }

  async refuse(id: string, reason: string, by: Staff, ifVersion?: number): Promise<Stored<Correction>> {
    const resident = await this.entryOf(id, by)
    const decide = (correction: Correction) => refuse(correction, resident, reason, by, this.clock.now())
    return seen(this.corrections, scopeOf(by)).change(id, decide, { ifVersion, keyed: true })
  }

  /** For who decides, until some days after. */
  async reveal(id: string, why: RevealForm, by: Staff): Promise<RevealedCorrection> {
    const resident = await this.entryOf(id, by)
    const { field, value, decidedAt } = await seen(this.corrections, scopeOf(by)).get(id)
    if (value === undefined || !isInReach(decidedAt, this.clock.now())) throw new DomainError('reveal-not-granted')
    const whole = { name: resident.name, proposed: { [field]: value }, registered: { [field]: resident[field] } }
    return this.audit.reveal(RevealedCorrection, { by, kind: 'correction', id, residentIds: [resident.id], ...why }, whole)
  }

  /** What was accepted comes into the entry, unless that has got yet another value since: then it waits again. Twice is once. */
  async carryOut(id: string): Promise<void> {
    const correction = await this.corrections.get(id)
    if (correction?.state !== 'accepted' || correction.value === undefined) return
    const { residentId, field, value, was } = correction
    const resident = await this.residents.find(residentId)
    if (!resident || resident[field] === value) return
    if (resident[field] !== was) await this.corrections.change(id, (current) => overtake(current, resident[field]))
    else await this.residents.correct(residentId, { [field]: value }, { service: 'information-network', id })
  }

  /** An entry lies elsewhere now: what waits of it follows. */
  async follow(residentId: string, areaCode: string): Promise<void> {
    const place = await this.areas.get(areaCode)
    if (!place) return
    const corrections = unscoped(this.corrections)
    const open = await corrections.find({ residentId, state: 'open' })
    for (const { id } of open.items) await corrections.change(id, (correction) => follow(correction, place))
  }

  /** Nobody has to remember what somebody was called before. */
  @Every(60 * 60_000)
  async sweep(): Promise<void> {
    const now = this.clock.now()
    const over = { clearedAt: { exists: false }, clearAt: { lte: now } }
    const holding = await this.holds.holding()
    await takeAll(this.corrections, over, 'clearAt', async (due) => {
      const isHeld = (await holding('matter', due)) !== undefined
      // Looked at again tomorrow.
      await this.corrections.change(due.id, (correction) =>
        isHeld ? { set: { clearAt: new Date(now.getTime() + DAY_MS) } } : clear(correction, now),
      )
    })
  }

  /** Of somebody who was erased meanwhile nothing is shown. */
  async view(correction: Stored<Correction>, by: Staff) {
    const resident = (await this.residents.find(correction.residentId)) ?? FORGOTTEN
    return asSeen(correction, resident, await this.areas.path(correction.areaCode), this.actionsOf(correction, resident, by))
  }

  private actionsOf(correction: Correction, resident: { name: string }, by: Staff): string[] {
    const reveal = correction.value !== undefined && isInReach(correction.decidedAt, this.clock.now()) ? ['reveal'] : []
    if (correction.state !== 'open') return reveal
    try {
      requireOther(correction, resident, by)
      return ['accept', 'refuse', ...reveal]
    } catch {
      return reveal
    }
  }

  /** The entry that a correction which the asker sees is of. */
  private async entryOf(id: string, by: Staff) {
    refuseDepartment(by)
    const { residentId } = await seen(this.corrections, scopeOf(by)).get(id)
    return this.residents.own(residentId)
  }

  private ownOf = (by: Staff) => seen(this.corrections, scopeOfOne({ id: residentOf(by) }), 'residentId')
}
