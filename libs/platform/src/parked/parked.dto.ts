import { ApiProperty } from '@nestjs/swagger'
import type { ShownAside, StoppedPartition } from '@yiwang/messaging'

class ParkedEvent {
  @ApiProperty() id: string
  @ApiProperty() type: string
  @ApiProperty() sequence: number
  @ApiProperty() time: string
}

export class ParkedView {
  @ApiProperty() id: string
  @ApiProperty() group: string
  @ApiProperty() handler: string
  @ApiProperty({ description: 'the source aggregate whose events wait' }) aggregate: string
  @ApiProperty({ enum: ['retrying', 'parked', 'clear'] }) state: string
  @ApiProperty() attempts: number
  @ApiProperty({ required: false, description: 'what went wrong the last time' }) error?: string
  @ApiProperty({ type: [ParkedEvent], description: 'the first of those that wait, in their order; the first is the one that failed' })
  events: ParkedEvent[]
  @ApiProperty({ description: 'whether more wait behind them' }) more: boolean
}

export const parkedView = ({ id, group, handler, aggregate, state, attempts, error, events, more }: ShownAside): ParkedView => ({
  id,
  group,
  handler,
  aggregate,
  state,
  attempts,
  error,
  events: events.map(({ id: eventId, type, sequence, time }) => ({ id: eventId, type, sequence, time })),
  more,
})

export class StoppedPartitionView {
  @ApiProperty() id: string
  @ApiProperty() group: string
  @ApiProperty() topic: string
  @ApiProperty() partition: number
  @ApiProperty({ description: 'where it waits' }) offset: number
  @ApiProperty({ description: 'why it cannot be read; on a station it names the row of the log' }) fault: string
  @ApiProperty({ enum: ['stopped', 'passed'] }) state: string
  @ApiProperty() since: Date
}

export const stoppedPartitionView = ({ id, group, topic, partition, offset, fault, state, since }: StoppedPartition): StoppedPartitionView => ({
  id,
  group,
  topic,
  partition,
  offset,
  fault,
  state,
  since,
})
