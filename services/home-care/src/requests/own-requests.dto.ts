import { Words } from '@yiwang/people'
import { Flag, Instant, Line, Part, Text } from '@yiwang/platform'
import type { CareRequest, RequestState } from './request'

/** To whom the care is for. */
export class OwnRequestView {
  @Line({ max: 64 }) id: string
  @Text({ max: 2000, description: 'what was asked for' }) need: string
  @Part(() => Words, { description: 'the state as residents are told it' }) words: Words
  @Flag({ description: 'somebody is still to come' }) open: boolean
  @Instant() createdAt: Date
  @Instant({ optional: true, description: 'when somebody comes, or came' }) plannedAt?: Date
  @Line({ max: 60, optional: true, description: 'who comes: whoever opens the door may ask for the name' }) provider?: string
}

const words = {
  requested: { 'zh-CN': '已收到，正在安排', en: 'Received, being arranged' },
  assigned: { 'zh-CN': '已安排上门', en: 'A visit is arranged' },
  done: { 'zh-CN': '已完成', en: 'Done' },
  'not-done': { 'zh-CN': '没有办成', en: 'Could not be done' },
} satisfies Record<RequestState, Words>

export const asOwn = ({ id, need, state, createdAt, plannedAt, provider }: CareRequest) => ({
  id,
  need,
  words: words[state],
  open: state === 'requested' || state === 'assigned',
  createdAt,
  plannedAt,
  provider: provider?.name,
})
