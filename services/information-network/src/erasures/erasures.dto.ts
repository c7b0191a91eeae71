import { AreaPageQuery, Day, Id, Instant, Line, Lines, OneOf, Parts, Text, Whole } from '@yiwang/platform'
import { type ErasureState, erasureStates, type Ground, grounds } from './erasure'

export class AskErasure {
  @OneOf(grounds, { description: 'Law on the Protection of Personal Information, article 47' }) ground: Ground
  @Text({ max: 500, optional: true, description: 'read by who decides, and gone once it is carried out' }) note?: string
}

export class ListErasures extends AreaPageQuery {
  @Id({ optional: true, description: 'of one resident' }) residentId?: string
}

export class RefuseErasure {
  @Text({ max: 500, description: 'read by who asked' }) reason: string
}

class KeptDocumentView {
  @Line({ max: 40, description: 'such as `tickets`' }) kind: string
  @Id() documentId: string
  @Line({
    max: 20,
    description:
      '`open`: it has not ended; `by-law`: a law has it kept; `held`: a legal hold has; `faulty`: it is not as it was written, and whoever looks after the system has to see to it',
  })
  why: string
  @Instant({ optional: true }) until?: Date
}

class AnswerView {
  @Line({ max: 30 }) service: string
  @Instant() at: Date
  @Whole({ min: 0, max: Number.MAX_SAFE_INTEGER, description: 'how many documents said something of them' }) erased: number
  @Parts(() => KeptDocumentView, { description: 'what may not go yet: looked at again each day' }) kept: KeptDocumentView[]
}

export class ErasureView {
  @Id() id: string
  @Id() residentId: string
  @OneOf(erasureStates.names) state: ErasureState
  @OneOf(grounds) ground: Ground
  @Text({ max: 500, optional: true }) note?: string
  @Line({ max: 60 }) askedBy: string
  @Instant() askedAt: Date
  @Line({ max: 60, optional: true }) decidedBy?: string
  @Instant({ optional: true }) decidedAt?: Date
  @Text({ max: 500, optional: true, description: 'why it was refused' }) reason?: string
  @Instant({ optional: true, description: 'when the key of everything told of them was destroyed' }) doneAt?: Date
  @Day({ optional: true, description: 'a legal hold has them kept until then: it waits' }) heldUntil?: string
  @Parts(() => AnswerView) answers: AnswerView[]
  @Lines({ maxItems: 2, max: 20, description: 'what the asker of this list may do now' }) allowedActions: string[]
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
}
