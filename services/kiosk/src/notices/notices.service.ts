import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { AreasService, type PageQuery } from '@yiwang/platform'
import { type Notice, noticeSchema } from './notices.copy'

@Injectable()
export class NoticesService {
  constructor(
    @InjectCollection(noticeSchema) private readonly notices: Collection<Notice>,
    private readonly areas: AreasService,
    private readonly clock: Clock,
  ) {}

  /** Those of the terminal's area and of every area above it, the newest first. */
  async list({ limit, cursor }: PageQuery, by: Staff) {
    const { ancestors } = await this.areas.placed(by.areaCode)
    const current = [{ until: { exists: false } }, { until: { gt: this.clock.now() } }]
    return this.notices.find({ areaCode: { in: ancestors }, or: current }, { sort: '-publishedAt', limit, after: cursor })
  }
}
