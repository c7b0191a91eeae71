import { Controller, Delete, Get, Param, Post, Query, type Type } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import type { ServiceName } from '@yiwang/contracts'
import { DomainError } from '@yiwang/domain'
import { SetAsides, StoppedPartitions } from '@yiwang/messaging'
import { type Collection, Store } from '@yiwang/persistence'
import { type Area, areaSchema } from '../areas/area.schema'
import { Answers, AnswersPage, PageQuery } from '../fields/page'
import { ParkedView, StoppedPartitionView } from './parked.dto'

/** Messages that a service could not take: seen, replayed in their order, or dropped; and partitions that wait at one that cannot even be read. They may be of any area, so the city's own admins look after them. */
export function parkedController(service: ServiceName): Type {
  @Controller(`${service}/parked`)
  @May('parked.manage')
  class ParkedController {
    readonly areas: Collection<Area>

    constructor(
      readonly setAsides: SetAsides,
      readonly stopped: StoppedPartitions,
      store: Store,
    ) {
      this.areas = store.collection(service, 'areas', areaSchema)
      // Known from the start: its indexes are checked before anything is taken.
      setAsides.of(service)
      stopped.of(service)
    }

    @Get()
    @AnswersPage(ParkedView)
    async list(@Query() { limit, cursor }: PageQuery, @CurrentUser() by: Staff) {
      await this.requireCity(by)
      return this.setAsides.list(service, { limit, after: cursor })
    }

    @Post(':id/replay')
    @Answers(ParkedView)
    async replay(@Param('id') id: string, @CurrentUser() by: Staff) {
      await this.requireCity(by)
      return this.setAsides.replay(service, id)
    }

    @Delete(':id/events/:eventId')
    @Answers(ParkedView)
    async drop(@Param('id') id: string, @Param('eventId') eventId: string, @CurrentUser() by: Staff) {
      await this.requireCity(by)
      return this.setAsides.drop(service, id, eventId)
    }

    @Get('partitions')
    @AnswersPage(StoppedPartitionView)
    async stoppedPartitions(@Query() { limit, cursor }: PageQuery, @CurrentUser() by: Staff) {
      await this.requireCity(by)
      return this.stopped.list(service, { limit, after: cursor })
    }

    @Post('partitions/:id/pass-over')
    @Answers(StoppedPartitionView)
    async passOver(@Param('id') id: string, @CurrentUser() by: Staff) {
      await this.requireCity(by)
      return this.stopped.passOver(service, id, by)
    }

    async requireCity({ areaCode }: Staff): Promise<void> {
      if ((await this.areas.get(areaCode))?.level !== 'city') throw new DomainError('not-allowed')
    }
  }
  return ParkedController
}
