import { AreaCode, Instant, Line, PageQuery, Sought, Text } from '@yiwang/platform'

export class ListNotices extends PageQuery {
  @Sought({ max: 100, optional: true, description: 'words of its title or text, all of which it has: the best first' }) q?: string
}

export class NoticeView {
  @Line({ max: 64 }) id: string
  @Line({ max: 100 }) title: string
  @Text({ max: 5000 }) text: string
  @AreaCode() areaCode: string
  @Instant() publishedAt: Date
  @Instant({ optional: true }) until?: Date
}
