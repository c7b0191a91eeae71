import { Injectable } from '@nestjs/common'
import { type Staff, scopeOf, seen, unscoped } from '@yiwang/auth'
import { Clock, dayOf } from '@yiwang/domain'
import type { Place } from '@yiwang/people/rules'
import { type Collection, InjectCollection, type Stored } from '@yiwang/persistence'
import { type AreaPageQuery, AreasService, covers, SecurityLog } from '@yiwang/platform'
import { ResidentsService, refuseDepartment } from '../residents/residents.service'
import { type LegalHold, lift, put } from './hold'
import { legalHoldSchema } from './hold.schema'
import type { PutHold } from './holds.dto'

@Injectable()
export class HoldsService {
  constructor(
    @InjectCollection(legalHoldSchema) private readonly holds: Collection<LegalHold>,
    private readonly residents: ResidentsService,
    private readonly areas: AreasService,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
  ) {}

  async put({ areaCode, ...wanted }: PutHold, by: Staff): Promise<Stored<LegalHold>> {
    refuseDepartment(by)
    const hold = await this.holds.insert(put(wanted, await this.areaOf(wanted.residentId, areaCode, by), { by, now: this.clock.now() }))
    await this.note('put', hold)
    return hold
  }

  async list({ areaCode, limit, cursor }: AreaPageQuery, by: Staff) {
    refuseDepartment(by)
    return seen(this.holds, await this.areas.ofList(areaCode, by)).find({}, { sort: '-putAt', limit, after: cursor })
  }

  get(id: string, by: Staff): Promise<Stored<LegalHold>> {
    refuseDepartment(by)
    return seen(this.holds, scopeOf(by)).get(id)
  }

  async lift(id: string, reason: string, by: Staff, ifVersion?: number): Promise<Stored<LegalHold>> {
    refuseDepartment(by)
    const moment = { by, now: this.clock.now() }
    const hold = await seen(this.holds, scopeOf(by)).change(id, (current) => lift(current, reason, moment), { ifVersion, keyed: true })
    await this.note('lift', hold)
    return hold
  }

  /** Of a registered resident, as of now: what was just put holds at once. The one that lasts longest. */
  async holding(resident: Place & { id: string }): Promise<LegalHold | undefined> {
    const found: LegalHold[] = []
    const today = dayOf(this.clock.now())
    for await (const hold of unscoped(this.holds).each({ state: 'in-force' })) {
      const { id, residentId, ticketId, kind, areaCode, areas, until } = hold
      if (ticketId || until < today) continue
      const what = residentId ? 'resident' : 'kind'
      if (
        covers(
          { id, what, subject: residentId, kind, areaCode, areas, until },
          { kind: 'register', document: JSON.stringify({ id: resident.id }), areas: resident.areas },
        )
      )
        found.push(hold)
    }
    return found.sort((a, b) => (a.until < b.until ? 1 : -1))[0]
  }

  view(hold: Stored<LegalHold>, by: Staff) {
    const inForce = hold.state === 'in-force' && hold.until >= dayOf(this.clock.now())
    const allowedActions = hold.state === 'in-force' && hold.putBy.id !== by.id ? ['lift'] : []
    return { ...hold, inForce, putBy: hold.putBy.name, liftedBy: hold.liftedBy?.name, allowedActions }
  }

  /** Where it is put: of a resident where they are registered, of all else within the asker's own. */
  private async areaOf(residentId: string | undefined, areaCode: string | undefined, by: Staff) {
    if (residentId) {
      const resident = await this.residents.get(residentId, by, 'residentId')
      return { id: resident.areaCode, ancestors: resident.areas }
    }
    return this.areas.requireOwn(areaCode ?? by.areaCode, by)
  }

  private note(step: string, { id: subject, ground }: LegalHold): Promise<void> {
    return this.security.note({ what: 'hold', outcome: 'done', subject, facts: { step, ground } })
  }
}
