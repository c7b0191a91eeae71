import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff, staffRoles } from '@yiwang/auth'
import type { Stored } from '@yiwang/persistence'
import { Answers, AnswersPage, IfMatch, PageQuery } from '@yiwang/platform'
import type { Account } from './account'
import { AccountView, ChangeAccount, CreateAccount } from './accounts.dto'
import { AccountsService } from './accounts.service'

@Controller('identity/accounts')
@May('accounts.manage')
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Get()
  @AnswersPage(AccountView)
  async list(@Query() query: PageQuery, @CurrentUser() by: Staff) {
    const { items, next } = await this.accounts.list(staffRoles, query, by)
    return { items: await Promise.all(items.map(this.view)), next }
  }

  @Post()
  @Answers(AccountView)
  async create(@Body() body: CreateAccount, @CurrentUser() by: Staff) {
    return this.view(await this.accounts.create(body, by))
  }

  @Patch(':id')
  @Answers(AccountView)
  async change(@Param('id') id: string, @Body() body: ChangeAccount, @CurrentUser() by: Staff, @IfMatch() version?: number) {
    return this.view(await this.accounts.change(id, body, by, version))
  }

  private view = async (account: Stored<Account>) => ({ ...account, lockedUntil: await this.accounts.lockedUntil(account) })
}
