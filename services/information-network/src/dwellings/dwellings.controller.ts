import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { RevealForm } from '@yiwang/people'
import { Answers, AnswersPage, IfMatch } from '@yiwang/platform'
import type { FastifyReply } from 'fastify'
import { ChangeDwelling, DwellingView, ListDwellings, RecordDwelling, RevealedDwelling } from './dwellings.dto'
import { DwellingsService } from './dwellings.service'

@Controller('information-network/dwellings')
@May('dwellings.read')
export class DwellingsController {
  constructor(private readonly dwellings: DwellingsService) {}

  /** 201 for a new home, 200 for one that is recorded already, however its address was written. */
  @Post()
  @May('dwellings.keep')
  @Answers(DwellingView)
  async record(@Body() body: RecordDwelling, @CurrentUser() by: Staff, @Res({ passthrough: true }) reply: FastifyReply) {
    const { dwelling, created } = await this.dwellings.record(body, by)
    reply.status(created ? 201 : 200)
    return this.dwellings.view(dwelling, by)
  }

  @Get()
  @AnswersPage(DwellingView)
  async list(@Query() query: ListDwellings, @CurrentUser() by: Staff) {
    const { items, next } = await this.dwellings.list(query, by)
    return { items: await Promise.all(items.map((dwelling) => this.dwellings.view(dwelling, by))), next }
  }

  @Get(':id')
  @Answers(DwellingView)
  async get(@Param('id') id: string, @CurrentUser() by: Staff) {
    return this.dwellings.view(await this.dwellings.get(id, by), by)
  }

  @Patch(':id')
  @May('dwellings.keep')
  @Answers(DwellingView)
  async change(@Param('id') id: string, @Body() body: ChangeDwelling, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.dwellings.view(await this.dwellings.change(id, body, by, ifVersion), by)
  }

  @Post(':id/reveal')
  @May('residents.reveal')
  @Answers(RevealedDwelling)
  reveal(@Param('id') id: string, @Body() why: RevealForm, @CurrentUser() by: Staff) {
    return this.dwellings.reveal(id, why, by)
  }
}
