import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common'
import { CurrentUser, Roles, type Staff } from '@yiwang/auth'
import { Answers, AnswersPage, IfMatch, PageQuery, page } from '@yiwang/platform'
import { staffRoles } from './account'
import { AccountView, accountView, ChangeAccount, CreateAccount } from './accounts.dto'
import { AccountsService } from './accounts.service'

@Controller('identity/accounts')
@Roles('admin')
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Get()
  @AnswersPage(AccountView)
  async list(@Query() query: PageQuery, @CurrentUser() by: Staff) {
    return page(await this.accounts.list(staffRoles, query, by), accountView)
  }

  @Post()
  @Answers(AccountView)
  async create(@Body() body: CreateAccount, @CurrentUser() by: Staff) {
    return accountView(await this.accounts.create(body, by))
  }

  @Patch(':id')
  @Answers(AccountView)
  async change(@Param('id') id: string, @Body() body: ChangeAccount, @CurrentUser() by: Staff, @IfMatch() version?: number) {
    return accountView(await this.accounts.change(id, body, by, version))
  }
}
