import { AreaCode, Id, Instant, Line, Text } from '@yiwang/platform'

export class PublishNotice {
  @Line({ max: 100 }) title: string
  @Text({ max: 5000 }) text: string
  @AreaCode() areaCode: string
  @Instant({ optional: true, description: 'shown until then; lies in the future when it is published' }) until?: Date
}

export class NoticeView extends PublishNotice {
  @Id() id: string
  @Instant() publishedAt: Date
}
