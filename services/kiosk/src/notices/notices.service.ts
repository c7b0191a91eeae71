import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock } from '@yiwang/domain'
import type { Received } from '@yiwang/messaging'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { AreasService } from '@yiwang/platform'
import type { Notice } from './notice'
import type { ListNotices } from './notices.dto'

@Injectable()
export class NoticesService {
  constructor(
    @InjectCollection('notices') private readonly notices: Collection<Notice>,
    private readonly areas: AreasService,
    private readonly clock: Clock,
  ) {}

  async keep({ data: { noticeId, title, text, areaCode, until }, at }: Received<'information-network.notice-published'>) {
    await this.notices.upsert(noticeId, () => ({ set: { title, text, areaCode, publishedAt: at, until: until ? new Date(until) : undefined } }))
  }

  /** Those of the terminal's area and of every area above it, the newest first. */
  async list({ limit, cursor }: ListNotices, by: Staff) {
    const { ancestors } = await this.areas.require(by.areaCode)
    const current = [{ until: { exists: false } }, { until: { gt: this.clock.now() } }]
    return this.notices.find({ areaCode: { in: ancestors }, or: current }, { sort: '-publishedAt', limit, after: cursor })
  }
}
