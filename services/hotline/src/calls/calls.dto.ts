import { AreaStep, MaskedPhone } from '@yiwang/people'
import { AreaCode, Flag, Instant, Line, Lines, OneOf, Parts, Phone, Text } from '@yiwang/platform'
import { type Caller, livesAlone } from '../callers/caller'
import { urgencies } from '../tickets/deadline'
import { kinds, type Ticket, ticketStates } from '../tickets/ticket'

export class WhoIsCalling {
  @Phone() phone: string
}

class CallerView {
  @Line({ max: 64 }) residentId: string
  @Line({ max: 60, description: 'in full: the operator greets the caller' }) name: string
  @AreaCode() areaCode: string
  @Parts(() => AreaStep) areaPath: AreaStep[]
  @Lines({ maxItems: 20, max: 40 }) tags: string[]
  @Flag() livesAlone: boolean
}

class EarlierTicketView {
  @Line({ max: 64 }) id: string
  @Line({ max: 17 }) number: string
  @OneOf(ticketStates.names) state: Ticket['state']
  @OneOf(kinds) kind: Ticket['kind']
  @OneOf(urgencies) urgency: Ticket['urgency']
  @Text({ max: 8000 }) description: string
  @Instant() createdAt: Date
  @Instant() dueAt: Date
}

export class CallView {
  @MaskedPhone() phone: string
  @Parts(() => CallerView, { description: 'registered with this telephone: a household may share it; at most 200' }) people: CallerView[]
  @Flag({ description: 'whether more are registered with it than these' }) morePeople: boolean
  @Parts(() => EarlierTicketView, { description: 'newest first, at most 10' }) tickets: EarlierTicketView[]
}

export const asGreeted = ({ id, name, areaCode, tags }: Caller, areaPath: AreaStep[]) => ({
  residentId: id,
  name,
  areaCode,
  areaPath,
  tags,
  livesAlone: livesAlone({ tags }),
})
