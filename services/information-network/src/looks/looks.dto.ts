import { Id, Instant, Line, Lines, OneOf, PageQuery, Part, Parts, Text, Whole } from '@yiwang/platform'
import { type DoubtState, doubtStates, type Finding, findings } from './doubt'
import { type ToldPurpose, toldPurposes } from './look'
import { type OrderedLookState, orderedLookStates, type Verdict, verdicts } from './ordered-look'

export class DoubtLook {
  @Text({ max: 500, optional: true, description: 'read by the auditor who answers' }) words?: string
}

class LookKind {
  @Instant() at: Date
  @Line({ max: 40 }) service: string
  @Line({ max: 40, description: 'in what: `ticket`, `visit`, `resident`, a search (`tickets`, `residents`), `call`; `own` by a family member' })
  kind: string
  @Line({ max: 60, optional: true, description: 'the office, by the name that it has now; absent in entries of before, and of a family member' })
  office?: string
  @Line({ max: 40, optional: true, description: 'what the person does there; absent of a family member' }) role?: string
  @Lines({ maxItems: 20, max: 40, description: 'which fields were shown; of a search, by which it was' }) fields: string[]
}

class OwnDoubt {
  @OneOf(doubtStates.names) state: DoubtState
  @Instant() askedAt: Date
  @Text({ max: 500, optional: true }) words?: string
  @OneOf(findings, { optional: true, description: 'what the auditor found' }) finding?: Finding
  @Text({ max: 500, optional: true }) answer?: string
  @Instant({ optional: true }) answeredAt?: Date
}

/** A look at the asker. */
export class OwnLookView extends LookKind {
  @Id() id: string
  @OneOf(toldPurposes, { description: 'what for; `proxy`: somebody of the family whom they let act for them' }) purpose: ToldPurpose
  @Line({ max: 60, optional: true, description: 'which member of the family' }) family?: string
  @Part(() => OwnDoubt, { optional: true }) doubt?: OwnDoubt
  @Lines({ maxItems: 1, max: 20, description: 'what the asker may do now' }) allowedActions: string[]
}

class AuditedLook extends LookKind {
  @Line({ max: 64 }) subject: string
  @Line({ max: 64, description: 'the account' }) by: string
  @Line({ max: 60, description: 'its name for signing in' }) account: string
  @Text({ max: 500, optional: true }) note?: string
}

class DoubtedLook extends AuditedLook {
  @OneOf(toldPurposes) purpose: ToldPurpose
}

export class DoubtQuery extends PageQuery {
  @OneOf(doubtStates.names, { optional: true, description: '`asked` where absent' }) state: DoubtState = 'asked'
}

export class AnswerDoubt {
  @OneOf(findings, { description: '`not-in-order` raises an alarm' }) finding: Finding
  @Text({ max: 500, description: 'read by the resident' }) answer: string
}

export class DoubtView extends OwnDoubt {
  @Id() id: string
  @Id() residentId: string
  @Part(() => DoubtedLook, { optional: true, description: 'absent where the list is being made anew' }) look?: DoubtedLook
  @Line({ max: 60, optional: true }) answeredBy?: string
  @Lines({ maxItems: 1, max: 20, description: 'what the asker may do now' }) allowedActions: string[]
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
}

export class OrderedLookQuery extends PageQuery {
  @OneOf(orderedLookStates.names, { optional: true, description: '`open` where absent' }) state: OrderedLookState = 'open'
}

export class ReviewLook {
  @OneOf(verdicts, { description: '`object` raises an alarm' }) verdict: Verdict
  @Text({ max: 500, description: 'what was looked at to say so' }) note: string
}

class ReviewView {
  @Line({ max: 60 }) by: string
  @Instant() at: Date
  @OneOf(verdicts) verdict: Verdict
  @Text({ max: 500 }) note: string
}

export class OrderedLookView extends AuditedLook {
  @Id() id: string
  @Whole({ min: 0, max: 1000, description: 'how many registered people it showed' }) people: number
  @OneOf(orderedLookStates.names) state: OrderedLookState
  @Parts(() => ReviewView, { description: 'two different auditors, neither of them whoever looked' }) reviews: ReviewView[]
  @Lines({ maxItems: 1, max: 20, description: 'what the asker may do now' }) allowedActions: string[]
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
}

export class OrderedLookCounts {
  @Whole({ min: 0, max: Number.MAX_SAFE_INTEGER }) open: number
  @Whole({ min: 0, max: Number.MAX_SAFE_INTEGER }) reviewed: number
}
