import { AreaCode, AreaPageQuery, Id, Instant, Line, Sought, Text } from '@yiwang/platform'

export class PublishNotice {
  @Line({ max: 100 }) title: string
  @Text({ max: 5000 }) text: string
  @AreaCode() areaCode: string
  @Instant({ optional: true, description: 'shown until then; lies in the future when it is published' }) until?: Date
}

export class ListNotices extends AreaPageQuery {
  @Sought({ max: 100, optional: true, description: 'words of its title or text, all of which it has: the best first' }) q?: string
}

export class NoticeView extends PublishNotice {
  @Id() id: string
  @Instant() publishedAt: Date
}
