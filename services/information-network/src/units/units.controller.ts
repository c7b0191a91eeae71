import { Controller, Get, Query } from '@nestjs/common'
import { CurrentUser, Roles, type Staff } from '@yiwang/auth'
import { AnswersPage, page } from '@yiwang/platform'
import { ListUnits, UnitView, unitView } from './units.dto'
import { UnitsService } from './units.service'

@Controller('information-network/units')
@Roles('operator', 'worker', 'coordinator', 'admin')
export class UnitsController {
  constructor(private readonly units: UnitsService) {}

  @Get()
  @AnswersPage(UnitView)
  async list(@Query() query: ListUnits, @CurrentUser() by: Staff) {
    return page(await this.units.list(query, by), unitView)
  }
}
