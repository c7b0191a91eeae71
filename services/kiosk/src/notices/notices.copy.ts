import { carrying, optional, schemaOf, text, time } from '@yiwang/persistence'
import { copyOf } from '@yiwang/platform'

/** A public notice as the information network published it. */
export interface Notice {
  id: string
  title: string
  text: string
  areaCode: string
  publishedAt: Date
  /** Not shown from then on. */
  until?: Date
}

export const noticeSchema = schemaOf<Notice>('notices', {
  title: text,
  text,
  areaCode: text,
  publishedAt: time,
  until: optional(time),
}).index({ areaCode: 1, publishedAt: 1, _id: 1 }, carrying(['until'])) // an area's, the newest first

export const NoticesCopy = copyOf<Notice>('kiosk', noticeSchema, {
  'information-network.notice-published': ({ data: { noticeId: id, until, ...notice }, at: publishedAt }) => ({
    id,
    ...notice,
    publishedAt,
    until: until ? new Date(until) : undefined,
  }),
})
