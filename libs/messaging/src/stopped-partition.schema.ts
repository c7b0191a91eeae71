import { keptAs, number, oneOf, optional, schemaOf, text, time } from '@yiwang/persistence'

/** A place of a topic that a group could not read. Once an admin let it be passed over it stays, as what was decided: the group may come by again. */
export interface StoppedPartition {
  id: string
  group: string
  topic: string
  partition: number
  offset: number
  fault: string
  state: 'stopped' | 'passed'
  since: Date
  /** The admin's id. */
  passedBy?: string
  passedAt?: Date
}

export const stoppedPartitionSchema = schemaOf<StoppedPartition>('stopped-partitions', {
  group: text,
  topic: text,
  partition: number,
  offset: number,
  fault: text,
  state: oneOf(['stopped', 'passed']),
  since: time,
  passedBy: optional(text),
  passedAt: optional(time),
}).index({ state: 1, _id: 1 })

keptAs(stoppedPartitionSchema, 'passing')
