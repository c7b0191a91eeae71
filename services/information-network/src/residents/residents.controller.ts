import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { RevealForm } from '@yiwang/people'
import { Answers, AnswersPage, IfMatch } from '@yiwang/platform'
import type { FastifyReply } from 'fastify'
import { ChangeResident, ListResidents, RegisterResident, ResidentView, RevealedResident } from './residents.dto'
import { ResidentsService } from './residents.service'

@Controller('information-network/residents')
@May('residents.read')
export class ResidentsController {
  constructor(private readonly residents: ResidentsService) {}

  /** 201 for a new resident, 200 for one who is registered already. */
  @Post()
  @May('residents.register')
  @Answers(ResidentView)
  async register(@Body() body: RegisterResident, @CurrentUser() by: Staff, @Res({ passthrough: true }) reply: FastifyReply) {
    const { resident, created } = await this.residents.register(body, by)
    reply.status(created ? 201 : 200)
    return this.residents.view(resident, by)
  }

  @Get()
  @AnswersPage(ResidentView)
  async list(@Query() query: ListResidents, @CurrentUser() by: Staff) {
    const { items, next } = await this.residents.list(query, by)
    return { items: await Promise.all(items.map((resident) => this.residents.view(resident, by, this.residents.isTheirs(resident, by)))), next }
  }

  /** The list, asked for by what tells of somebody: in the body, since proxies on the way write addresses down. */
  @Post('search')
  @HttpCode(200)
  @AnswersPage(ResidentView)
  search(@Body() wanted: ListResidents, @CurrentUser() by: Staff) {
    return this.list(wanted, by)
  }

  @Get(':id')
  @Answers(ResidentView)
  async get(@Param('id') id: string, @CurrentUser() by: Staff) {
    return this.residents.view(await this.residents.get(id, by), by)
  }

  @Patch(':id')
  @May('residents.change')
  @Answers(ResidentView)
  async change(@Param('id') id: string, @Body() body: ChangeResident, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.residents.view(await this.residents.change(id, body, by, ifVersion), by)
  }

  @Post(':id/reveal')
  @May('residents.reveal')
  @Answers(RevealedResident)
  reveal(@Param('id') id: string, @Body() why: RevealForm, @CurrentUser() by: Staff) {
    return this.residents.reveal(id, why, by)
  }
}
