import { Controller, Delete, Get, Param, Post, Query, type Type } from '@nestjs/common'
import { Roles } from '@yiwang/auth'
import type { ServiceName } from '@yiwang/contracts'
import { SetAsides } from '@yiwang/messaging'
import { Answers, AnswersPage, PageQuery, page } from '../fields/page'
import { ParkedView, parkedView } from './parked.dto'

/** Messages that a service could not take: seen, replayed in their order, or dropped. */
export function parkedController(service: ServiceName): Type {
  @Controller(`${service}/parked`)
  @Roles('admin')
  class ParkedController {
    constructor(readonly setAsides: SetAsides) {}

    @Get()
    @AnswersPage(ParkedView)
    async list(@Query() { limit, cursor }: PageQuery) {
      return page(await this.setAsides.list(service, { limit, after: cursor }), parkedView)
    }

    @Post(':id/replay')
    @Answers(ParkedView)
    async replay(@Param('id') id: string) {
      return parkedView(await this.setAsides.replay(service, id))
    }

    @Delete(':id/events/:eventId')
    @Answers(ParkedView)
    async drop(@Param('id') id: string, @Param('eventId') eventId: string) {
      return parkedView(await this.setAsides.drop(service, id, eventId))
    }
  }
  return ParkedController
}
