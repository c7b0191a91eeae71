import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers, AnswersPage, IfMatch } from '@yiwang/platform'
import { ChangeClient, ClientView, ListClients, RegisterClient, RotateSecret } from './clients.dto'
import { ClientsService } from './clients.service'

@Controller('identity/clients')
@May('clients.manage')
export class ClientsController {
  constructor(private readonly clients: ClientsService) {}

  @Get()
  @AnswersPage(ClientView)
  async list(@Query() query: ListClients, @CurrentUser() by: Staff) {
    const { items, next } = await this.clients.list(query, by)
    return { items: await Promise.all(items.map((client) => this.clients.shown(client, by))), next }
  }

  @Post()
  @Answers(ClientView)
  async register(@Body() body: RegisterClient, @CurrentUser() by: Staff) {
    return this.clients.shown(await this.clients.register(body, by), by)
  }

  @Patch(':id')
  @Answers(ClientView)
  async change(@Param('id') id: string, @Body() body: ChangeClient, @CurrentUser() by: Staff, @IfMatch() version?: number) {
    return this.clients.shown(await this.clients.change(id, body, by, version), by)
  }

  @Post(':id/scopes/:scope/confirm')
  @Answers(ClientView)
  async confirm(@Param('id') id: string, @Param('scope') scope: string, @CurrentUser() by: Staff, @IfMatch() version?: number) {
    return this.clients.shown(await this.clients.confirm(id, scope, by, version), by)
  }

  @Post(':id/secrets')
  @Answers(ClientView)
  async rotate(@Param('id') id: string, @Body() { formerUntil }: RotateSecret, @CurrentUser() by: Staff, @IfMatch() version?: number) {
    return this.clients.shown(await this.clients.rotate(id, formerUntil, by, version), by)
  }

  @Delete(':id/secrets/:secret')
  @Answers(ClientView)
  async withdraw(@Param('id') id: string, @Param('secret') secret: string, @CurrentUser() by: Staff, @IfMatch() version?: number) {
    return this.clients.shown(await this.clients.withdraw(id, secret, by, version), by)
  }
}
