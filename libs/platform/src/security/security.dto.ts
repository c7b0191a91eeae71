import { PageQuery } from '../fields/page'
import { Id, Line, Text } from '../fields/text'
import { Day, Instant, OneOf, Parts, Whole } from '../fields/values'
import { type AlarmState, alarmStates } from './alarm'
import { type Outcome, outcomes, type SecurityWord, securityWords } from './entry'

export class SecurityQuery extends PageQuery {
  @OneOf(securityWords, { optional: true }) what?: SecurityWord
  @Id({ optional: true, description: 'who did it, or to whom it was done' }) account?: string
  @OneOf(outcomes, { optional: true }) outcome?: Outcome
  @Day({ optional: true, description: 'the first day' }) from?: string
  @Day({ optional: true, description: 'the last day, which is included' }) to?: string
  @Id({
    optional: true,
    description: 'made up by whoever reads on, or reads several services at once: one look is one line of this log, which says how many pages it had',
  })
  look?: string
}

class FactView {
  @Line({ max: 100 }) name: string
  @Line({ max: 100 }) value: string
}

export class SecurityEntryView {
  @Line({ max: 64 }) id: string
  @Instant() at: Date
  @Instant({ optional: true, description: 'the last of those that were counted together' }) until?: Date
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER, description: 'how often: what was refused is counted by the minute' }) count: number
  @Line({ max: 40, description: 'a word of the list that may grow' }) what: string
  @OneOf(outcomes) outcome: Outcome
  @Line({ max: 64, optional: true, description: 'absent where nobody was signed in' }) account?: string
  @Line({ max: 40, optional: true }) role?: string
  @Line({ max: 64, optional: true, description: 'whom or what it was done to' }) subject?: string
  @Line({ max: 60, optional: true, description: 'the client’s address, of IPv6 its network; of a resident less' }) address?: string
  @Line({ max: 64, optional: true, description: 'the request’s, as in the log of requests' }) correlation?: string
  @Parts(() => FactView) facts: FactView[]
}

export class AlarmQuery extends PageQuery {
  @OneOf(alarmStates.names, { optional: true, description: '`open` where absent' }) state: AlarmState = 'open'
}

export class AcknowledgeAlarm {
  @Text({ max: 500, description: 'what was found' }) note: string
}

export class SecurityAlarmView {
  @Line({ max: 64 }) id: string
  @Instant() at: Date
  @Line({ max: 60, description: 'the rule’s name; rules may be added' }) rule: string
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER, description: 'how often, from how many addresses, or how many different things' }) count: number
  @Whole({ min: 1, max: 10_080, description: 'within so many minutes' }) minutes: number
  @Line({ max: 64, optional: true, description: 'whom it is about' }) account?: string
  @Line({ max: 60, optional: true, description: 'or which address' }) address?: string
  @OneOf(alarmStates.names) state: AlarmState
  @Line({ max: 64, optional: true }) acknowledgedBy?: string
  @Instant({ optional: true }) acknowledgedAt?: Date
  @Text({ max: 500, optional: true }) note?: string
}

export class StaffAlarmView {
  @Line({ max: 64 }) id: string
  @Instant() at: Date
  @Line({ max: 60, description: 'the rule’s name; rules may be added' }) rule: string
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) count: number
  @Whole({ min: 1, max: 10_080, description: 'within so many minutes' }) minutes: number
  @Line({ max: 64, optional: true, description: 'whom it is about' }) account?: string
}
