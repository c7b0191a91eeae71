import { carrying, type DocumentOf, keptAs, optional, schemaOf, searchedIn, text, time } from '@yiwang/persistence'
import { copyOf } from '@yiwang/platform'

/** A public notice as the information network published it; from `until` on it is not shown. */
const notice = { title: text, text, areaCode: text, publishedAt: time, until: optional(time) }
export type Notice = DocumentOf<typeof notice>

export const noticeSchema = schemaOf<Notice>('notices', notice).index({ areaCode: 1, publishedAt: 1, _id: 1 }, carrying(['until'])) // an area's, the newest first

searchedIn(noticeSchema, { title: 3, text: 1 }, ['areaCode', 'until'])

export const NoticesCopy = copyOf<Notice>('kiosk', noticeSchema, {
  'information-network.notice-published': ({ data: { noticeId: id, ...notice }, at: publishedAt }) => ({ id, ...notice, publishedAt }),
})

keptAs(noticeSchema, 'nobody')
