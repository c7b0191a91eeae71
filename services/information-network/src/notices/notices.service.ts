import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { AreasService, InjectTexts, type Texts } from '@yiwang/platform'
import { type Notice, publish } from './notice'
import { noticeSchema } from './notice.schema'
import type { ListNotices, PublishNotice } from './notices.dto'

@Injectable()
export class NoticesService {
  constructor(
    @InjectCollection(noticeSchema) private readonly notices: Collection<Notice>,
    @InjectTexts(noticeSchema) private readonly texts: Texts<Notice>,
    private readonly areas: AreasService,
    private readonly clock: Clock,
  ) {}

  async publish({ areaCode, ...wanted }: PublishNotice, by: Staff) {
    const area = await this.areas.requireOwn(areaCode, by)
    return this.notices.insert(publish(wanted, area, this.clock.now()))
  }

  /** What concerns an area: published for it, for a part of it, or for an area above it. Newest first, ended ones too; where words are looked for, the best first. */
  async list({ q, areaCode, limit, cursor }: ListNotices, by: Staff) {
    const concerning = await this.areas.concerning(areaCode, by)
    if (q) return this.texts.find(q, concerning, { limit, after: cursor })
    return this.notices.find(concerning, { sort: '-publishedAt', limit, after: cursor })
  }
}
