import { Injectable } from '@nestjs/common'
import { AreasService, DemoPart } from '@yiwang/platform'
import { AreaTreeService } from '../areas/area-tree.service'
import { ResidentsService } from '../residents/residents.service'
import { UnitsService } from '../units/units.service'
import { demoCityText, readAreaTree } from './area-tree'
import { demoDepartments } from './demo-departments'
import { demoResidents } from './demo-residents'

/** Nantong with its real areas and a few departments. */
@Injectable()
export class DemoCity extends DemoPart {
  constructor(
    private readonly tree: AreaTreeService,
    private readonly areas: AreasService,
    private readonly units: UnitsService,
  ) {
    super()
  }

  async loadDemo(): Promise<void> {
    const declared = readAreaTree(demoCityText())
    if ((await this.tree.count()) < declared.length) await this.tree.declareAll(declared)

    const city = await this.areas.require(declared[0].code)
    await Promise.all(demoDepartments.map((department) => this.units.declareDepartment(department, city)))
  }
}

/** Residents who are made up. A part of its own: the other services hear of them once they know the areas. */
@Injectable()
export class DemoPeople extends DemoPart {
  constructor(private readonly residents: ResidentsService) {
    super()
  }

  async loadDemo(): Promise<void> {
    await Promise.all(demoResidents.map(({ id, wanted, areaCode }) => this.residents.registerSynthetic(id, wanted, areaCode)))
  }
}
