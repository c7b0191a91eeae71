import { Controller, Get, Query } from '@nestjs/common'
import { CurrentUser, Roles, type Staff } from '@yiwang/auth'
import { AnswersPage, page } from '@yiwang/platform'
import { ElderView, elderView, ListElderly } from './elderly.dto'
import { ElderlyService } from './elderly.service'

@Controller('home-care/elderly')
@Roles('coordinator')
export class ElderlyController {
  constructor(private readonly elderly: ElderlyService) {}

  @Get()
  @AnswersPage(ElderView)
  async list(@Query() query: ListElderly, @CurrentUser() by: Staff) {
    return page(await this.elderly.list(query, by), elderView)
  }
}
