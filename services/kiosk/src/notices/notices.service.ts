import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { AreasService, InjectTexts, type Texts } from '@yiwang/platform'
import { type Notice, noticeSchema } from './notices.copy'
import type { ListNotices } from './notices.dto'

@Injectable()
export class NoticesService {
  constructor(
    @InjectCollection(noticeSchema) private readonly notices: Collection<Notice>,
    @InjectTexts(noticeSchema) private readonly texts: Texts<Notice>,
    private readonly areas: AreasService,
    private readonly clock: Clock,
  ) {}

  /** Those of the terminal's area and of every area above it, the newest first; where words are looked for, the best first. */
  async list({ q, limit, cursor }: ListNotices, by: Staff) {
    const { ancestors } = await this.areas.placed(by.areaCode)
    const current = { areaCode: { in: ancestors }, or: [{ until: { exists: false } }, { until: { gt: this.clock.now() } }] }
    if (q) return this.texts.find(q, current, { limit, after: cursor })
    return this.notices.find(current, { sort: '-publishedAt', limit, after: cursor })
  }
}
