import { Controller, Post, type Type } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import type { ServiceName } from '@yiwang/contracts'
import { Answers } from '../fields/page'
import { Jobs } from '../jobs/jobs'
import { JobView } from '../jobs/jobs.dto'
import { AreasService } from './areas.service'
import { REDRAW } from './redraw-areas'

/** Documents are brought in line with the areas by themselves. Here an admin of the city begins it by hand: after one that was cancelled or has failed. */
export function redrawController(service: ServiceName): Type {
  @Controller(`${service}/areas/redraw`)
  @May('areas.change')
  class RedrawController {
    constructor(
      readonly jobs: Jobs,
      readonly areas: AreasService,
    ) {}

    @Post()
    @Answers(JobView)
    async redraw(@CurrentUser() by: Staff) {
      await this.areas.requireCity(by)
      return this.jobs.start(REDRAW, {}, by)
    }
  }
  return RedrawController
}
