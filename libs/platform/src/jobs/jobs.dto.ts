import { Line, Text } from '../fields/text'
import { Flag, Instant, OneOf, Part, Whole } from '../fields/values'
import { type JobState, jobStates } from './job'

const count = { min: 0, max: Number.MAX_SAFE_INTEGER }

class StartedByView {
  @Line({ max: 64 }) id: string
  @Line({ max: 60 }) name: string
}

export class JobView {
  @Line({ max: 64 }) id: string
  @Line({ max: 100 }) kind: string
  @OneOf(jobStates.names) state: JobState
  @Whole({ ...count, description: 'how much is done' }) done: number
  @Whole({ ...count, optional: true, description: 'of how much, where that is known' }) of?: number
  @Part(() => StartedByView, { optional: true, description: 'absent where it started by itself' }) startedBy?: StartedByView
  @Instant() createdAt: Date
  @Instant({ optional: true }) startedAt?: Date
  @Instant({ optional: true }) endedAt?: Date
  @Flag({ optional: true, description: 'it was cancelled, and stops after its slice' }) cancelling?: boolean
  @Text({ max: 10_000, optional: true, description: 'what went wrong the last time' }) error?: string
}
