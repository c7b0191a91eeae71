import { AreaCode, Instant, Line, Part, Text } from '@yiwang/platform'
import { MaskedAddress, MaskedName, MaskedPhone } from './fields'
import type { Actor, Person, Source, Step } from './rules'

/** Nobody is shown whole but by `reveal`. */
export class PersonView implements Person {
  @Line({ max: 64, optional: true }) residentId?: string
  @MaskedName() name: string
  @MaskedPhone({ optional: true }) phone?: string
  @MaskedAddress({ optional: true }) address?: string
}

/** What `AuditService.reveal` shows of somebody. A view that reveals more extends it. */
export class RevealedPerson {
  @Line({ max: 60 }) name: string
  @Line({ max: 20, optional: true }) phone?: string
  @Text({ max: 200, optional: true }) address?: string
}

export class ActorView implements Actor {
  @Line({ max: 64 }) id: string
  @Line({ max: 60 }) name: string
  @Line({ max: 20 }) role: string
}

export class StepView implements Step {
  @Instant() at: Date
  @Line({ max: 30 }) action: string
  @Line({ max: 30 }) state: string
  @Part(() => ActorView, { optional: true }) by?: ActorView
  @Text({ max: 8000, optional: true }) note?: string
}

export class SourceView implements Source {
  @Line({ max: 30 }) service: string
  @Line({ max: 64 }) id: string
}

/** As residents are told it, in both languages. */
export class Words {
  @Line({ max: 60 }) 'zh-CN': string
  @Line({ max: 60 }) en: string
}

/** One of the areas on the way from the county down to where something is. */
export class AreaStep {
  @AreaCode() code: string
  @Line({ max: 60 }) name: string
}
