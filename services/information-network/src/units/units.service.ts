import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { type Area, type AreaPageQuery, AreasService } from '@yiwang/platform'
import { declareDepartment, departmentId, keepCommittee, type Unit } from './unit'
import { unitSchema } from './unit.schema'

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

  find(id: string): Promise<Unit | undefined> {
    return this.units.get(id)
  }

  /** Who may be asked about a matter in an area: the committees and departments in it, and the departments of the areas above it. */
  async list({ areaCode, limit, cursor }: AreaPageQuery, by: Staff) {
    return this.units.find(await this.areas.concerning(areaCode, by), { limit, after: cursor })
  }
}
