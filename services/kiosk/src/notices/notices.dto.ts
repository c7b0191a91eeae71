import { AreaCode, Instant, Line, Text } from '@yiwang/platform'

export class NoticeView {
  @Line({ max: 64 }) id: string
  @Line({ max: 100 }) title: string
  @Text({ max: 5000 }) text: string
  @AreaCode() areaCode: string
  @Instant() publishedAt: Date
  @Instant({ optional: true }) until?: Date
}
