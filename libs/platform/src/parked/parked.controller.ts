import { Controller, Delete, Get, Param, Post, Query, type Type } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import type { ServiceName } from '@yiwang/contracts'
import { SetAsides, StoppedPartitions } from '@yiwang/messaging'
import { AreasService } from '../areas/areas.service'
import { Answers, AnswersPage, PageQuery } from '../fields/page'
import { ParkedView, StoppedPartitionView } from './parked.dto'

/** Messages that a service could not take: seen, replayed in their order, or dropped; and partitions that wait at one that cannot even be read. They may be of any area, so the city's own admins look after them. */
export function parkedController(service: ServiceName): Type {
  @Controller(`${service}/parked`)
  @May('parked.manage')
  class ParkedController {
    constructor(
      readonly setAsides: SetAsides,
      readonly stopped: StoppedPartitions,
      readonly areas: AreasService,
    ) {
      // Known from the start: its indexes are checked before anything is taken.
      setAsides.of(service)
      stopped.of(service)
    }

    @Get()
    @AnswersPage(ParkedView)
    async list(@Query() { limit, cursor }: PageQuery, @CurrentUser() by: Staff) {
      await this.areas.requireCity(by)
      return this.setAsides.list(service, { limit, after: cursor })
    }

    @Post(':id/replay')
    @Answers(ParkedView)
    async replay(@Param('id') id: string, @CurrentUser() by: Staff) {
      await this.areas.requireCity(by)
      return this.setAsides.replay(service, id)
    }

    @Delete(':id/events/:eventId')
    @Answers(ParkedView)
    async drop(@Param('id') id: string, @Param('eventId') eventId: string, @CurrentUser() by: Staff) {
      await this.areas.requireCity(by)
      return this.setAsides.drop(service, id, eventId)
    }

    @Get('partitions')
    @AnswersPage(StoppedPartitionView)
    async stoppedPartitions(@Query() { limit, cursor }: PageQuery, @CurrentUser() by: Staff) {
      await this.areas.requireCity(by)
      return this.stopped.list(service, { limit, after: cursor })
    }

    @Post('partitions/:id/pass-over')
    @Answers(StoppedPartitionView)
    async passOver(@Param('id') id: string, @CurrentUser() by: Staff) {
      await this.areas.requireCity(by)
      return this.stopped.passOver(service, id, by)
    }
  }
  return ParkedController
}
