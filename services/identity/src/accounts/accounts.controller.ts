import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff, staffRoles } from '@yiwang/auth'
import { Clock } from '@yiwang/domain'
import type { Page, Stored } from '@yiwang/persistence'
import { Answers, AnswersPage, IfMatch, PageQuery } from '@yiwang/platform'
import type { Account } from './account'
import { AccountView, ChangeAccount, CreateAccount, DisabledView, DisableSleeping, GiveAssignment } from './accounts.dto'
import { AccountsService } from './accounts.service'
import { AssignmentsService } from './assignments.service'
import { askReset, confirmReset, openReset } from './second-factor'

@Controller('identity/accounts')
@May('accounts.manage')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly assignments: AssignmentsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @AnswersPage(AccountView)
  async list(@Query() query: PageQuery, @CurrentUser() by: Staff) {
    return this.page(await this.accounts.list(staffRoles, query, by), by)
  }

  /** Those of whom an assignment is to be confirmed. */
  @Get('unconfirmed')
  @AnswersPage(AccountView)
  async unconfirmed(@Query() query: PageQuery, @CurrentUser() by: Staff) {
    return this.page(await this.accounts.unconfirmed(query, by), by)
  }

  /** Those that nobody used for long. */
  @Get('sleeping')
  @AnswersPage(AccountView)
  async sleeping(@Query() query: PageQuery, @CurrentUser() by: Staff) {
    return this.page(await this.accounts.sleeping(query, by), by)
  }

  @Post('sleeping/disable')
  @HttpCode(200)
  @Answers(DisabledView)
  async disableSleeping(@Body() { accounts }: DisableSleeping, @CurrentUser() by: Staff) {
    return { disabled: await this.accounts.disableSleeping(accounts, by) }
  }

  @Post()
  @Answers(AccountView)
  async create(@Body() body: CreateAccount, @CurrentUser() by: Staff) {
    return this.view(await this.accounts.create(body, by), by)
  }

  @Get(':id')
  @Answers(AccountView)
  async get(@Param('id') id: string, @CurrentUser() by: Staff) {
    return this.view(await this.accounts.requireOwn(id, staffRoles, by), by)
  }

  @Patch(':id')
  @Answers(AccountView)
  async change(@Param('id') id: string, @Body() body: ChangeAccount, @CurrentUser() by: Staff, @IfMatch() version?: number) {
    return this.view(await this.accounts.change(id, body, by, version), by)
  }

  @Post(':id/assignments')
  @Answers(AccountView)
  async assign(@Param('id') id: string, @Body() body: GiveAssignment, @CurrentUser() by: Staff, @IfMatch() version?: number) {
    return this.view(await this.assignments.give(id, body, by, version), by)
  }

  @Post(':id/assignments/:assignment/confirm')
  @Answers(AccountView)
  async confirm(@Param('id') id: string, @Param('assignment') assignment: string, @CurrentUser() by: Staff, @IfMatch() version?: number) {
    return this.view(await this.assignments.confirm(id, assignment, by, version), by)
  }

  @Delete(':id/assignments/:assignment')
  @Answers(AccountView)
  async withdraw(@Param('id') id: string, @Param('assignment') assignment: string, @CurrentUser() by: Staff, @IfMatch() version?: number) {
    return this.view(await this.assignments.withdraw(id, assignment, by, version), by)
  }

  /** One asks, another confirms: whoever is alone cannot take away what somebody signs in with. */
  @Post(':id/second-factor/reset')
  @Answers(AccountView)
  async askReset(@Param('id') id: string, @CurrentUser() by: Staff) {
    return this.view(await this.accounts.resetFactor(id, askReset, by), by)
  }

  @Post(':id/second-factor/reset/confirm')
  @Answers(AccountView)
  async confirmReset(@Param('id') id: string, @CurrentUser() by: Staff) {
    return this.view(await this.accounts.resetFactor(id, confirmReset, by), by)
  }

  private page = async ({ items, next }: Page<Stored<Account>>, by: Staff) => ({
    items: await Promise.all(items.map((account) => this.view(account, by))),
    next,
  })

  private view = async (account: Stored<Account>, by: Staff) => ({
    ...account,
    assignments: await this.assignments.shown(account, by),
    hasSecondFactor: account.secondFactor !== undefined,
    resetAskedBy: openReset(account, this.clock.now())?.by.id,
    lockedUntil: await this.accounts.lockedUntil(account),
    isSleeping: this.accounts.isAsleep(account),
  })
}
