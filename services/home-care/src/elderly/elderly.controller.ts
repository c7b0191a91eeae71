import { Controller, Get, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { AnswersPage, AreaPageQuery } from '@yiwang/platform'
import { ElderView } from './elderly.dto'
import { ElderlyService } from './elderly.service'

@Controller('home-care/elderly')
@May('elderly.read')
export class ElderlyController {
  constructor(private readonly elderly: ElderlyService) {}

  @Get()
  @AnswersPage(ElderView)
  async list(@Query() query: AreaPageQuery, @CurrentUser() by: Staff) {
    const { items, next } = await this.elderly.list(query, by)
    return { items: items.map((elder) => ({ ...elder, residentId: elder.id })), next }
  }
}
