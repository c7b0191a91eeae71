import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock, type Decision, DomainError } from '@yiwang/domain'
import { DuplicateError } from '@yiwang/persistence'
import { HouseholdsService } from '../households/households.service'
import { originBy } from '../residents/origin'
import type { Resident } from '../residents/resident'
import { ResidentsService } from '../residents/residents.service'
import { comeBack, correctNumber, die, moveAway, rename } from './life-event'
import type { CorrectNumber, RecordEvent, RecordMoveAway, RecordName } from './life-events.dto'

type Rule = (resident: Resident, moment: Parameters<typeof die>[1]) => Decision<Resident>

@Injectable()
export class LifeEventsService {
  constructor(
    private readonly residents: ResidentsService,
    private readonly households: HouseholdsService,
    private readonly clock: Clock,
  ) {}

  die = (id: string, wanted: RecordEvent, by: Staff, ifVersion?: number) => this.leave(id, wanted, by, die, ifVersion)

  moveAway = (id: string, { to, ...wanted }: RecordMoveAway, by: Staff, ifVersion?: number) =>
    this.leave(id, wanted, by, (resident, moment) => moveAway(resident, to, moment), ifVersion)

  comeBack = (id: string, wanted: RecordEvent, by: Staff, ifVersion?: number) => this.record(id, wanted, by, comeBack, ifVersion)

  rename = (id: string, { name, ...wanted }: RecordName, by: Staff, ifVersion?: number) =>
    this.record(id, wanted, by, (resident, moment) => rename(resident, name, moment), ifVersion)

  /** Somebody else may have it. */
  async correctNumber(id: string, { identityNumber, ...wanted }: CorrectNumber, by: Staff, ifVersion?: number) {
    try {
      return await this.record(id, wanted, by, (resident, moment) => correctNumber(resident, identityNumber, moment), ifVersion)
    } catch (error) {
      if (error instanceof DuplicateError) throw new DomainError('identity-number-registered', { field: 'identityNumber' })
      throw error
    }
  }

  /** A household that would lose its head needs another first. */
  private async leave(id: string, wanted: RecordEvent, by: Staff, rule: Rule, ifVersion?: number) {
    await this.households.requireDispensable(await this.residents.get(id, by), wanted.on)
    return this.record(id, wanted, by, rule, ifVersion)
  }

  private async record(id: string, wanted: RecordEvent, by: Staff, rule: Rule, ifVersion?: number) {
    const moment = this.moment(wanted, by)
    return this.residents.view(await this.residents.decide(id, by, (resident) => rule(resident, moment), ifVersion), by)
  }

  private moment({ on, certainty = 'document' }: RecordEvent, by: Staff) {
    const now = this.clock.now()
    return { by, now, on, origin: originBy(by, now, { certainty }) }
  }
}
