import { Controller, Get, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { AnswersPage } from '@yiwang/platform'
import { ListUnits, UnitView } from './units.dto'
import { UnitsService } from './units.service'

@Controller('information-network/units')
@May('units.read')
export class UnitsController {
  constructor(private readonly units: UnitsService) {}

  @Get()
  @AnswersPage(UnitView)
  list(@Query() query: ListUnits, @CurrentUser() by: Staff) {
    return this.units.list(query, by)
  }
}
