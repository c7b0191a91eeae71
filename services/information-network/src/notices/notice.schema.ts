import { seenByAll } from '@yiwang/auth'
import { placeKinds } from '@yiwang/people'
import { keptAs, optional, schemaOf, searchedIn, text, time } from '@yiwang/persistence'
import type { Notice } from './notice'

export const noticeSchema = schemaOf<Notice>('notices', {
  title: text,
  text,
  ...placeKinds,
  until: optional(time),
  publishedAt: time,
})
  .index({ areas: 1, publishedAt: 1, _id: 1 }) // an area's subtree, newest first
  .index({ areaCode: 1, publishedAt: 1, _id: 1 }) // the areas above it

seenByAll(noticeSchema)
searchedIn(noticeSchema, { title: 3, text: 1 }, ['areas', 'areaCode'])
keptAs(noticeSchema, 'nobody')
