import { Injectable } from '@nestjs/common'
import { AreasService } from '@yiwang/platform'
import { UnitsService } from '../units/units.service'

/** Where somebody was at work when they looked, by the name that it has now. */
@Injectable()
export class Offices {
  constructor(
    private readonly areas: AreasService,
    private readonly units: UnitsService,
  ) {}

  async nameOf({ areaCode, unitId }: { areaCode?: string; unitId?: string }): Promise<string | undefined> {
    const unit = unitId ? await this.units.find(unitId) : undefined
    return unit?.name ?? (areaCode ? (await this.areas.get(areaCode))?.name : undefined)
  }
}
