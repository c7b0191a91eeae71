import { Line, Text } from '../fields/text'
import { Flag, Instant, OneOf, Parts, Whole } from '../fields/values'

const FAULT = 10_000
const count = { min: 0, max: Number.MAX_SAFE_INTEGER }

class ParkedEvent {
  @Line({ max: 64 }) id: string
  @Line({ max: 100 }) type: string
  @Whole(count) sequence: number
  @Line({ max: 30 }) time: string
}

export class ParkedView {
  @Line({ max: 64 }) id: string
  @Line({ max: 100 }) group: string
  @Line({ max: 100 }) handler: string
  @Line({ max: 200, description: 'the source aggregate whose events wait' }) aggregate: string
  @OneOf(['retrying', 'parked', 'clear']) state: string
  @Whole(count) attempts: number
  @Text({ max: FAULT, optional: true, description: 'what went wrong the last time' }) error?: string
  @Parts(() => ParkedEvent, { description: 'the first of those that wait, in their order; the first is the one that failed' }) events: ParkedEvent[]
  @Flag({ description: 'whether more wait behind them' }) more: boolean
}

export class StoppedPartitionView {
  @Line({ max: 64 }) id: string
  @Line({ max: 100 }) group: string
  @Line({ max: 100 }) topic: string
  @Whole(count) partition: number
  @Whole({ ...count, description: 'where it waits' }) offset: number
  @Text({ max: FAULT, description: 'why it cannot be read; on a station it names the row of the log' }) fault: string
  @OneOf(['stopped', 'passed']) state: string
  @Instant() since: Date
}
