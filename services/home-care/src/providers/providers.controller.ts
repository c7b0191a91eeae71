import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers, AnswersPage, AreaPageQuery, IfMatch, PageQuery } from '@yiwang/platform'
import { ChangeProvider, CreateProvider, ProviderAccountView, ProviderView } from './providers.dto'
import { ProvidersService } from './providers.service'

@Controller('home-care')
@May('providers.manage')
export class ProvidersController {
  constructor(private readonly providers: ProvidersService) {}

  @Post('providers')
  @Answers(ProviderView)
  create(@Body() body: CreateProvider, @CurrentUser() by: Staff) {
    return this.providers.create(body, by)
  }

  @Get('providers')
  @AnswersPage(ProviderView)
  list(@Query() query: AreaPageQuery, @CurrentUser() by: Staff) {
    return this.providers.list(query, by)
  }

  @Patch('providers/:id')
  @Answers(ProviderView)
  change(@Param('id') id: string, @Body() { accountId }: ChangeProvider, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.providers.tie(id, accountId, by, ifVersion)
  }

  @Get('provider-accounts')
  @AnswersPage(ProviderAccountView)
  accounts(@Query() query: PageQuery, @CurrentUser() by: Staff) {
    return this.providers.accountsOf(query, by)
  }
}
