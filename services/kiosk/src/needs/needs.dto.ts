import { PersonForm } from '@yiwang/people'
import { Instant, Line, Part, Text } from '@yiwang/platform'
import type { Need } from './need'

export class RegisterNeed {
  @Part(() => PersonForm, { description: 'who stands at the kiosk; without a phone where the beneficiary is to be called' }) reporter: PersonForm
  @Part(() => PersonForm, { optional: true, description: 'who needs it, where that is someone else' }) beneficiary?: PersonForm
  @Text({ max: 2000 }) description: string
  @Line({ max: 200, optional: true, description: 'where to come, in words: “登记的住址”' }) place?: string
}

/** Who asked and for what stays behind: the next person at the screen is someone else. */
export class NeedView {
  @Line({ max: 64 }) id: string
  @Line({ max: 20, description: '`sent`, then the state of the ticket' }) state: Need['state']
  @Line({ max: 30, optional: true }) number?: string
  @Line({ max: 20, optional: true, description: 'with the number it opens the public page' }) code?: string
  @Instant() createdAt: Date
}
