import { Controller, Get, Param, Query } from '@nestjs/common'
import { Roles } from '@yiwang/auth'
import { Answers, AnswersPage } from '@yiwang/platform'
import { AreaTreeService } from './area-tree.service'
import { AreaView, ListAreas } from './areas.dto'

@Controller('information-network/areas')
@Roles('operator', 'worker', 'coordinator', 'admin')
export class AreasController {
  constructor(private readonly tree: AreaTreeService) {}

  @Get()
  @AnswersPage(AreaView)
  list(@Query() query: ListAreas) {
    return this.tree.below(query)
  }

  @Get(':code')
  @Answers(AreaView)
  get(@Param('code') code: string) {
    return this.tree.get(code)
  }
}
