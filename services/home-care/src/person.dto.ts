import { Instant, Line, maskAddress, maskName, maskPhone, Part } from '@yiwang/platform'

/** Nobody is shown whole but by `reveal`. */
export class PersonView {
  @Line({ max: 64, optional: true }) residentId?: string
  @Line({ max: 60, masked: maskName }) name: string
  @Line({ max: 20, optional: true, masked: maskPhone }) phone?: string
  @Line({ max: 200, optional: true, masked: maskAddress }) address?: string
}

export class ActorView {
  @Line({ max: 64 }) id: string
  @Line({ max: 60 }) name: string
  @Line({ max: 20 }) role: string
}

export class StepView {
  @Instant() at: Date
  @Line({ max: 30 }) action: string
  @Line({ max: 30 }) state: string
  @Part(() => ActorView, { optional: true }) by?: ActorView
  @Line({ max: 2000, optional: true }) note?: string
}

export class SourceView {
  @Line({ max: 30 }) service: string
  @Line({ max: 64 }) id: string
}

export class AreaView {
  @Line({ max: 12 }) code: string
  @Line({ max: 60 }) name: string
}
