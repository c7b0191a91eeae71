import { Controller, Get, Header, Param, Post, Query, Req, type Type } from '@nestjs/common'
import { ApiProduces } from '@nestjs/swagger'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import type { ServiceName } from '@yiwang/contracts'
import { AreasService } from '../areas/areas.service'
import { Answers, AnswersPage, PageQuery } from '../fields/page'
import { EventStreams, type ListeningRequest } from '../http/event-streams'
import { Jobs } from './jobs'
import { JobView } from './jobs.dto'

/** A service's long work: how far it is, and how it is stopped. It may be of any area, so the city's own admins look after it. */
export function jobsController(service: ServiceName): Type {
  @Controller(`${service}/jobs`)
  @May('jobs.read')
  class JobsController {
    constructor(
      readonly jobs: Jobs,
      readonly streams: EventStreams,
      readonly areas: AreasService,
    ) {}

    @Get()
    @AnswersPage(JobView)
    async list(@Query() query: PageQuery, @CurrentUser() by: Staff) {
      await this.areas.requireCity(by)
      return this.jobs.list(query)
    }

    @Get('stream')
    @Header('cache-control', 'no-store')
    @Header('x-accel-buffering', 'no')
    @ApiProduces('text/event-stream')
    async stream(@Req() request: ListeningRequest, @CurrentUser() by: Staff) {
      await this.areas.requireCity(by)
      return this.streams.stream(request, this.jobs.news())
    }

    @Get(':id')
    @Answers(JobView)
    async get(@Param('id') id: string, @CurrentUser() by: Staff) {
      await this.areas.requireCity(by)
      return this.jobs.get(id)
    }

    @Post(':id/cancel')
    @May('jobs.cancel')
    @Answers(JobView)
    async cancel(@Param('id') id: string, @CurrentUser() by: Staff) {
      await this.areas.requireCity(by)
      return this.jobs.cancel(id)
    }
  }
  return JobsController
}
