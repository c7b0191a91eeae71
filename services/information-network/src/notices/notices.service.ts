import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { type AreaPageQuery, AreasService } from '@yiwang/platform'
import { type Notice, publish } from './notice'
import { noticeSchema } from './notice.schema'
import type { PublishNotice } from './notices.dto'

@Injectable()
export class NoticesService {
  constructor(
    @InjectCollection(noticeSchema) private readonly notices: Collection<Notice>,
    private readonly areas: AreasService,
    private readonly clock: Clock,
  ) {}

  async publish({ areaCode, ...wanted }: PublishNotice, by: Staff) {
    const area = await this.areas.requireOwn(areaCode, by)
    return this.notices.insert(publish(wanted, area, this.clock.now()))
  }

  /** What concerns an area: published for it, for a part of it, or for an area above it. Newest first, ended ones too. */
  async list({ areaCode, limit, cursor }: AreaPageQuery, by: Staff) {
    return this.notices.find(await this.areas.concerning(areaCode, by), { sort: '-publishedAt', limit, after: cursor })
  }
}
