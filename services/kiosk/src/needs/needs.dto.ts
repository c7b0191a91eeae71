import { Id, Instant, Line, Part, PersonName, Phone, Text } from '@yiwang/platform'
import type { Need } from './need'

class Reporter {
  @PersonName() name: string
  @Phone({ optional: true, description: 'whom to call; absent where it is the beneficiary' }) phone?: string
  @Text({ max: 200, optional: true, description: 'where to come' }) address?: string
  @Id({ optional: true }) residentId?: string
}

class Beneficiary {
  @PersonName() name: string
  @Phone({ optional: true }) phone?: string
  @Text({ max: 200, optional: true }) address?: string
  @Id({ optional: true }) residentId?: string
}

export class RegisterNeed {
  @Part(() => Reporter, { description: 'who stands at the kiosk' }) reporter: Reporter
  @Part(() => Beneficiary, { optional: true, description: 'who needs it, where that is someone else' }) beneficiary?: Beneficiary
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
