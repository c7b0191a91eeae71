import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common'
import { CurrentUser, Roles, type Staff } from '@yiwang/auth'
import { Answers, AnswersPage, IfMatch, PageQuery, page } from '@yiwang/platform'
import { ChangeProvider, CreateProvider, ListProviders, ProviderAccountView, ProviderView, providerAccountView, providerView } from './providers.dto'
import { ProvidersService } from './providers.service'

@Controller('home-care')
@Roles('coordinator')
export class ProvidersController {
  constructor(private readonly providers: ProvidersService) {}

  @Post('providers')
  @Answers(ProviderView)
  async create(@Body() body: CreateProvider, @CurrentUser() by: Staff) {
    return providerView(await this.providers.create(body, by))
  }

  @Get('providers')
  @AnswersPage(ProviderView)
  async list(@Query() query: ListProviders, @CurrentUser() by: Staff) {
    return page(await this.providers.list(query, by), providerView)
  }

  @Patch('providers/:id')
  @Answers(ProviderView)
  async change(@Param('id') id: string, @Body() { accountId }: ChangeProvider, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return providerView(await this.providers.tie(id, accountId, by, ifVersion))
  }

  @Get('provider-accounts')
  @AnswersPage(ProviderAccountView)
  async accounts(@Query() query: PageQuery, @CurrentUser() by: Staff) {
    return page(await this.providers.accountsOf(query, by), providerAccountView)
  }
}
