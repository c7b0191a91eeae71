import { Controller, Get, Param, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers, AnswersPage } from '@yiwang/platform'
import { AreaTreeService } from './area-tree.service'
import { AreaView, ListAreas } from './areas.dto'

@Controller('information-network/areas')
@May('areas.read')
export class AreasController {
  constructor(private readonly tree: AreaTreeService) {}

  @Get()
  @AnswersPage(AreaView)
  list(@Query() query: ListAreas, @CurrentUser() by: Staff) {
    return this.tree.list(query, by)
  }

  @Get(':code')
  @Answers(AreaView)
  get(@Param('code') code: string) {
    return this.tree.get(code)
  }
}
