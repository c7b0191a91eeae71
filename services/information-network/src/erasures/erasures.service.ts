import { Injectable, Logger } from '@nestjs/common'
import { type Staff, scopeOf, seen, unscoped } from '@yiwang/auth'
import { Clock } from '@yiwang/domain'
import { type Collection, EventKeys, InjectCollection, OneAtATime, type Stored } from '@yiwang/persistence'
import { AreasService, Every, SecurityLog } from '@yiwang/platform'
import { HoldsService } from '../holds/holds.service'
import { ResidentsService, refuseDepartment } from '../residents/residents.service'
import { answered, approve, ask, carriedOut, type Erasure, type ErasureAnswer, erasureStates, isOpen, refuse } from './erasure'
import { erasureSchema } from './erasure.schema'
import type { AskErasure, ListErasures } from './erasures.dto'

@Injectable()
export class ErasuresService {
  private readonly numbered: OneAtATime<Erasure>
  private readonly logger = new Logger(ErasuresService.name)
  private hasLookedBack = false

  constructor(
    @InjectCollection(erasureSchema) private readonly erasures: Collection<Erasure>,
    private readonly residents: ResidentsService,
    private readonly holds: HoldsService,
    private readonly areas: AreasService,
    private readonly eventKeys: EventKeys,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
  ) {
    this.numbered = new OneAtATime(unscoped(erasures), 'residentId', isOpen)
  }

  async ask(residentId: string, wanted: AskErasure, by: Staff): Promise<{ erasure: Stored<Erasure>; created: boolean }> {
    const resident = await this.residents.get(residentId, by)
    const asked = await this.numbered.insert(residentId, (turn) => ask(wanted, resident, turn, { by, now: this.clock.now() }))
    if (asked.stored) await this.note('ask', residentId, { ground: wanted.ground })
    return asked.stored ? { erasure: asked.stored, created: true } : { erasure: asked.before, created: false }
  }

  async list({ areaCode, residentId, limit, cursor }: ListErasures, by: Staff) {
    refuseDepartment(by)
    return seen(this.erasures, await this.areas.ofList(areaCode, by)).find(residentId ? { residentId } : {}, {
      sort: '-askedAt',
      limit,
      after: cursor,
    })
  }

  get(id: string, by: Staff): Promise<Stored<Erasure>> {
    refuseDepartment(by)
    return seen(this.erasures, scopeOf(by)).get(id)
  }

  async approve(id: string, by: Staff, ifVersion?: number): Promise<Stored<Erasure>> {
    refuseDepartment(by)
    const options = { ifVersion, keyed: true }
    return this.carryOut(await seen(this.erasures, scopeOf(by)).change(id, (erasure) => approve(erasure, { by, now: this.clock.now() }), options))
  }

  refuse(id: string, reason: string, by: Staff, ifVersion?: number): Promise<Stored<Erasure>> {
    refuseDepartment(by)
    const moment = { by, now: this.clock.now() }
    return seen(this.erasures, scopeOf(by)).change(id, (erasure) => refuse(erasure, reason, moment), { ifVersion, keyed: true })
  }

  /** What was cut off between the decision and its end, and what waited for a legal hold. */
  @Every(60_000)
  async sweep(): Promise<void> {
    for await (const erasure of this.erasures.each({ state: 'approved' })) {
      // One that cannot be carried out holds up no other.
      await this.carryOut(erasure).catch((error) => this.logger.error(`erasure ${erasure.id} is tried again: ${(error as Error).message}`))
    }
  }

  /**
   * Where an earlier state of everything was put back, people are in it who were to be forgotten since. That their keys were destroyed was not put back: they are erased once more, and all services hear of it.
   */
  @Every(60_000)
  async lookBack(): Promise<void> {
    if (this.hasLookedBack) return
    let isDone = true
    for await (const { id } of this.eventKeys.destroyedOf('/information-network/residents'))
      await this.eraseAgain(id).catch((error) => {
        isDone = false
        this.logger.error(`resident ${id} was erased before what lies here was put back, and cannot be yet: ${(error as Error).name}`)
      })
    this.hasLookedBack = isDone
  }

  private async eraseAgain(id: string): Promise<void> {
    const resident = await this.residents.find(id)
    if (!resident || resident.erasedAt) return
    await this.residents.erase(id)
    await this.note('again', id)
    this.logger.warn(`resident ${id} was erased before what lies here was put back, and is erased again`)
  }

  async hear(residentId: string, answer: ErasureAnswer): Promise<void> {
    const last = await this.numbered.last(residentId)
    if (last) await this.erasures.change(last.id, (erasure) => answered(erasure, answer))
  }

  /** What is to be carried out, or may be soon, and waits for a legal hold says so. */
  async view(erasure: Stored<Erasure>, by: Staff) {
    const allowedActions = erasure.state === 'asked' && erasure.askedBy.id !== by.id ? ['approve', 'refuse'] : []
    const hold = isOpen(erasure) ? await this.holdingOf(erasure) : undefined
    return { ...erasure, askedBy: erasure.askedBy.name, decidedBy: erasure.decidedBy?.name, heldUntil: hold?.until, allowedActions }
  }

  private async holdingOf({ residentId }: Erasure) {
    const resident = await this.residents.find(residentId)
    return resident && this.holds.holding(resident)
  }

  /** That the key is destroyed is written down as well as that it was asked for. */
  private note(step: string, subject: string, facts: Record<string, string> = {}): Promise<void> {
    return this.security.note({ what: 'erasure', outcome: 'done', subject, facts: { step, ...facts } })
  }

  private async carryOut(erasure: Stored<Erasure>): Promise<Stored<Erasure>> {
    if (!erasureStates.actions(erasure.state).includes('carryOut')) return erasure
    // It stays approved, and is carried out within a minute of the hold's end.
    if (await this.holdingOf(erasure)) return erasure
    await this.residents.erase(erasure.residentId)
    await this.note('carry-out', erasure.residentId, { ground: erasure.ground })
    return unscoped(this.erasures).change(erasure.id, (current) => carriedOut(current, this.clock.now()))
  }
}
