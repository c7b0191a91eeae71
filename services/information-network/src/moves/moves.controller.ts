import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers, AnswersPage, IfMatch } from '@yiwang/platform'
import type { FastifyReply } from 'fastify'
import { AskMove, ListMoves, MoveView, RefuseMove } from './moves.dto'
import { MovesService } from './moves.service'

@Controller('information-network/moves')
@May('moves.ask')
export class MovesController {
  constructor(private readonly moves: MovesService) {}

  /** 201 for a new request, 200 for one that is open already. The answer is the same whoever is registered under the number, and where. */
  @Post()
  @Answers(MoveView)
  async ask(@Body() body: AskMove, @CurrentUser() by: Staff, @Res({ passthrough: true }) reply: FastifyReply) {
    const { move, created } = await this.moves.ask(body, by)
    reply.status(created ? 201 : 200)
    return this.moves.view(move, 'asked', by)
  }

  @Get()
  @AnswersPage(MoveView)
  async list(@Query() query: ListMoves, @CurrentUser() by: Staff) {
    const { items, next } = await this.moves.list(query, by)
    return { items: await Promise.all(items.map((move) => this.moves.view(move, query.side, by))), next }
  }

  @Post(':id/accept')
  @May('moves.decide')
  @Answers(MoveView)
  async accept(@Param('id') id: string, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.moves.view(await this.moves.accept(id, by, ifVersion), 'held', by)
  }

  @Post(':id/refuse')
  @May('moves.decide')
  @Answers(MoveView)
  async refuse(@Param('id') id: string, @Body() { reason }: RefuseMove, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.moves.view(await this.moves.refuse(id, reason, by, ifVersion), 'held', by)
  }
}
