import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { requireSeen } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { type Area, AreasService, withinArea } from '@yiwang/platform'
import { type Unit, unitSchema } from './units.copy'

/** The hotline's own copy of the units: who a ticket can be dispatched to. */
@Injectable()
export class UnitsService {
  constructor(
    @InjectCollection(unitSchema) private readonly units: Collection<Unit>,
    private readonly areas: AreasService,
  ) {}

  /** A unit of the asker's area, or of an area above it (a city's departments serve every district); otherwise DomainError `not-found` naming `field`. */
  async require(id: string, by: Staff, field: string): Promise<Unit> {
    const unit = (await this.units.get(id)) ?? (await this.committee(id))
    const [its, own] = unit ? await Promise.all([this.areas.get(unit.areaCode), this.areas.get(by.areaCode)]) : []
    return requireSeen(unit, () => its !== undefined && reaches(its, own, by), field)
  }

  /** A community's committee has its area's code for an id, and need not be told of. */
  private async committee(id: string): Promise<Unit | undefined> {
    const area = await this.areas.get(id)
    return area?.level === 'community' && !area.placeholder ? { id, name: area.name, kind: 'committee', areaCode: id } : undefined
  }
}

const reaches = (its: Area, own: Area | undefined, by: Staff) => withinArea(its, by) || own?.ancestors.includes(its.id) === true
