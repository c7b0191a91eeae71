import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers, AnswersPage, IfMatch, PageQuery } from '@yiwang/platform'
import { Credentials } from '../accounts/credentials.service'
import { asShown, ChangeTerminal, CheckPin, RegisterTerminal, TerminalView } from './terminals.dto'
import { TerminalsService } from './terminals.service'

@Controller('identity/terminals')
@May('terminals.manage')
export class TerminalsController {
  constructor(
    private readonly terminals: TerminalsService,
    private readonly credentials: Credentials,
  ) {}

  @Get()
  @AnswersPage(TerminalView)
  async list(@Query() query: PageQuery, @CurrentUser() by: Staff) {
    const { items, next } = await this.terminals.list(query, by)
    return { items: items.map(asShown), next }
  }

  @Post()
  @Answers(TerminalView)
  async register(@Body() body: RegisterTerminal, @CurrentUser() by: Staff) {
    return asShown(await this.terminals.register(body, by))
  }

  @Patch(':id')
  @Answers(TerminalView)
  async change(@Param('id') id: string, @Body() body: ChangeTerminal, @CurrentUser() by: Staff, @IfMatch() version?: number) {
    return asShown(await this.terminals.change(id, body, by, version))
  }

  @Post(':id/secret')
  @Answers(TerminalView)
  async renewSecret(@Param('id') id: string, @CurrentUser() by: Staff, @IfMatch() version?: number) {
    return asShown(await this.terminals.renewSecret(id, by, version))
  }

  @Post(':id/pin')
  @Answers(TerminalView)
  async renewPin(@Param('id') id: string, @CurrentUser() by: Staff, @IfMatch() version?: number) {
    return asShown(await this.terminals.renewPin(id, by, version))
  }

  /** Asked by the device itself before it is signed out on its screen. */
  @Post('current/check-pin')
  @May('kiosk.serve')
  @HttpCode(204)
  async checkPin(@Body() { pin }: CheckPin, @CurrentUser() by: Staff): Promise<void> {
    await this.credentials.verifyPin(by.id, pin)
  }
}
