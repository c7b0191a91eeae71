import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers, AnswersPage, IfMatch } from '@yiwang/platform'
import type { FastifyReply } from 'fastify'
import { AskErasure, ErasureView, ListErasures, RefuseErasure } from './erasures.dto'
import { ErasuresService } from './erasures.service'

@Controller('information-network')
@May('residents.erase')
export class ErasuresController {
  constructor(private readonly erasures: ErasuresService) {}

  /** 201 for a new request, 200 for one that is open already. Another person decides. */
  @Post('residents/:id/erase')
  @Answers(ErasureView)
  async ask(@Param('id') id: string, @Body() body: AskErasure, @CurrentUser() by: Staff, @Res({ passthrough: true }) reply: FastifyReply) {
    const { erasure, created } = await this.erasures.ask(id, body, by)
    reply.status(created ? 201 : 200)
    return this.erasures.view(erasure, by)
  }

  @Get('erasures')
  @AnswersPage(ErasureView)
  async list(@Query() query: ListErasures, @CurrentUser() by: Staff) {
    const { items, next } = await this.erasures.list(query, by)
    return { items: await Promise.all(items.map((erasure) => this.erasures.view(erasure, by))), next }
  }

  @Get('erasures/:id')
  @Answers(ErasureView)
  async get(@Param('id') id: string, @CurrentUser() by: Staff) {
    return this.erasures.view(await this.erasures.get(id, by), by)
  }

  /** It is carried out at once, or when the legal hold of whom it is about ends, and cannot be undone. */
  @Post('erasures/:id/approve')
  @Answers(ErasureView)
  async approve(@Param('id') id: string, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.erasures.view(await this.erasures.approve(id, by, ifVersion), by)
  }

  @Post('erasures/:id/refuse')
  @Answers(ErasureView)
  async refuse(@Param('id') id: string, @Body() { reason }: RefuseErasure, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.erasures.view(await this.erasures.refuse(id, reason, by, ifVersion), by)
  }
}
