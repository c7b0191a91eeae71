import { actor } from '@yiwang/people'
import { keptAs, list, oneOf, optional, part, schemaOf, text, time } from '@yiwang/persistence'
import { endedBy } from '@yiwang/platform'
import { type AreaChange, type AreaHistory, changeKinds, changeStates } from './area-change'

const change = part<AreaChange>({
  id: text,
  kind: oneOf(changeKinds),
  from: text,
  parent: optional(text),
  name: optional(text),
  successor: optional(text),
  state: oneOf(changeStates.names),
  formerName: text,
  formerParent: optional(text),
  askedBy: actor,
  askedAt: time,
  refusal: optional(text),
})

export const areaHistorySchema = schemaOf<AreaHistory>('area-histories', { changes: list(change), latestAt: time, dueAt: optional(time) })
  .index({ latestAt: 1, _id: 1 }) // the latest first
  .index({ dueAt: 1, _id: 1 }) // what waits for its day

endedBy<AreaHistory>(areaHistorySchema, ({ dueAt, latestAt }) => (dueAt ? undefined : latestAt))
keptAs(areaHistorySchema, 'audit')
