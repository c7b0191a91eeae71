import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import type { Stored } from '@yiwang/persistence'
import { Answers, AnswersPage, AreasService, IfMatch } from '@yiwang/platform'
import type { CareRequest } from './request'
import { AssignRequest, ListRequests, RequestView } from './requests.dto'
import { RequestsService } from './requests.service'

@Controller('home-care/requests')
@May('care-requests.assign')
export class RequestsController {
  constructor(
    private readonly requests: RequestsService,
    private readonly areas: AreasService,
  ) {}

  @Get()
  @AnswersPage(RequestView)
  async list(@Query() query: ListRequests, @CurrentUser() by: Staff) {
    const { items, next } = await this.requests.list(query, by)
    return { items: await Promise.all(items.map(this.view)), next }
  }

  @Get(':id')
  @Answers(RequestView)
  async get(@Param('id') id: string, @CurrentUser() by: Staff) {
    return this.view(await this.requests.get(id, by))
  }

  @Post(':id/assign')
  @Answers(RequestView)
  async assign(@Param('id') id: string, @Body() body: AssignRequest, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.view(await this.requests.assign(id, body, by, ifVersion))
  }

  private view = async (request: Stored<CareRequest>) => ({ ...request, areaPath: await this.areas.path(request.areaCode) })
}
