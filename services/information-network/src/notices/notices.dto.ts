import { AreaCode, Id, Instant, Line, PageQuery, Text } from '@yiwang/platform'

export class PublishNotice {
  @Line({ max: 100 }) title: string
  @Text({ max: 5000 }) text: string
  @AreaCode() areaCode: string
  @Instant({ optional: true, description: 'shown until then; must lie in the future' }) until?: Date
}

export class ListNotices extends PageQuery {
  @AreaCode({ optional: true, description: 'the asker’s own area where absent' }) areaCode?: string
}

export class NoticeView {
  @Id() id: string
  @Line({ max: 100 }) title: string
  @Text({ max: 5000 }) text: string
  @AreaCode() areaCode: string
  @Instant({ optional: true }) until?: Date
  @Instant() publishedAt: Date
}
