import { Body, Controller, Get, Post, Query } from '@nestjs/common'
import { CurrentUser, Roles, type Staff } from '@yiwang/auth'
import { Answers, AnswersPage, page } from '@yiwang/platform'
import { CreateProvider, ListProviders, ProviderView, providerView } from './providers.dto'
import { ProvidersService } from './providers.service'

@Controller('home-care/providers')
@Roles('coordinator')
export class ProvidersController {
  constructor(private readonly providers: ProvidersService) {}

  @Post()
  @Answers(ProviderView)
  async create(@Body() body: CreateProvider, @CurrentUser() by: Staff) {
    return providerView(await this.providers.create(body, by))
  }

  @Get()
  @AnswersPage(ProviderView)
  async list(@Query() query: ListProviders, @CurrentUser() by: Staff) {
    return page(await this.providers.list(query, by), providerView)
  }
}
