import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { type Area, AreasService } from '@yiwang/platform'
import { declareDepartment, departmentId, keepCommittee, type Unit } from './unit'
import { unitSchema } from './unit.schema'
import type { ListUnits } from './units.dto'

@Injectable()
export class UnitsService {
  constructor(
    @InjectCollection(unitSchema) private readonly units: Collection<Unit>,
    private readonly areas: AreasService,
  ) {}

  async keepCommitteeOf(area: Area): Promise<void> {
    if (area.level !== 'community' || area.placeholder) return
    await this.units.upsert(area.id, (known) => keepCommittee(known, area))
  }

  async declareDepartment(declared: Pick<Unit, 'name' | 'kind'>, area: Area): Promise<void> {
    await this.units.upsert(departmentId(area.id, declared.kind), (known) => declareDepartment(known, declared, area))
  }

  /** Who may be asked about a matter in an area: the committees and departments in it, and the departments of the areas above it. */
  async list({ areaCode, limit, cursor }: ListUnits, by: Staff) {
    const { id, ancestors } = await this.areas.own(areaCode ?? by.areaCode, by)
    const above = ancestors.filter((code) => code !== id)
    return this.units.find({ or: [{ areas: id }, { areaCode: { in: above } }] }, { limit, after: cursor })
  }
}
