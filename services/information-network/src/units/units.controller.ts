import { Controller, Get, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { AnswersPage, AreaPageQuery } from '@yiwang/platform'
import { UnitView } from './units.dto'
import { UnitsService } from './units.service'

@Controller('information-network/units')
@May('units.read')
export class UnitsController {
  constructor(private readonly units: UnitsService) {}

  @Get()
  @AnswersPage(UnitView)
  list(@Query() query: AreaPageQuery, @CurrentUser() by: Staff) {
    return this.units.list(query, by)
  }
}
