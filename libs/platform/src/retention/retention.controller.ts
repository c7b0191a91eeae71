import { Controller, Get, Query, type Type } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import type { ServiceName } from '@yiwang/contracts'
import { Clock } from '@yiwang/domain'
import { AreasService } from '../areas/areas.service'
import { AnswersPage, PageQuery } from '../fields/page'
import { DocumentRetention } from './document-retention'
import { forecast } from './forecast'
import { periodOf } from './periods'
import { RetentionView } from './retention.dto'

/** What a service keeps of people, for how long, and what of it is due: for those who look after the whole city. */
export function retentionController(service: ServiceName): Type {
  @Controller(`${service}/retention`)
  @May('retention.read')
  class RetentionController {
    constructor(
      readonly retention: DocumentRetention,
      readonly areas: AreasService,
      readonly clock: Clock,
    ) {}

    /** All of it is one page. */
    @Get()
    @AnswersPage(RetentionView)
    async list(@Query() _query: PageQuery, @CurrentUser() by: Staff) {
      await this.areas.requireCity(by)
      const now = this.clock.now()
      const known = await this.retention.known()
      const items = known.map(({ kept: { name, kind }, walked }) => {
        const period = periodOf(kind, now)
        return { id: name, kind, period, ...forecast(walked, period, now) }
      })
      return { items, next: null }
    }
  }
  return RetentionController
}
