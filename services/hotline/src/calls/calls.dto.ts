import { AreaStep, MaskedName, MaskedPhone } from '@yiwang/people'
import { AreaCode, Flag, Id, Instant, Line, Lines, OneOf, Parts, Phone, shownFields, Text } from '@yiwang/platform'
import { type Caller, livesAlone } from '../callers/caller'
import { urgencies } from '../tickets/deadline'
import { kinds, type Ticket, ticketStates } from '../tickets/ticket'
import { surnameOf } from './surname'

export class WhoIsCalling {
  @Phone({ unless: 'ticket', description: 'the number of the call' }) phone?: string
  @Id({ optional: true, description: 'in its place: of a call about this ticket, whose number is not told' }) ticket?: string
  @Id({ optional: true, description: 'the call, as the desk names it: kept with the look' }) call?: string
}

/** What a talk has to know of somebody beforehand. */
const forTheTalk = ['elderly', 'living-alone', 'empty-nest', 'disabled']

class CallerView {
  @Line({ max: 64 }) residentId: string
  @MaskedName() name: string
  @Line({ max: 60, optional: true, description: 'to greet them by; absent where it would be the whole name' }) surname?: string
  @AreaCode() areaCode: string
  @Parts(() => AreaStep) areaPath: AreaStep[]
  @Lines({ maxItems: forTheTalk.length, max: 40, description: 'what the talk has to know: elderly, living-alone, empty-nest, disabled' })
  tags: string[]
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
  @MaskedPhone({ optional: true, description: 'absent where a ticket has none that the asker may know' }) phone?: string
  @Parts(() => CallerView, { description: 'registered with this telephone: a household may share it; at most 200' }) people: CallerView[]
  @Flag({ description: 'whether more are registered with it than these' }) morePeople: boolean
  @Parts(() => EarlierTicketView, { description: 'what is not over, or not for long; newest first, at most 10' }) tickets: EarlierTicketView[]
}

/** What is seen of each by a look. */
export const seenOfCaller = shownFields(CallerView)

export const asGreeted = ({ id, name, areaCode, tags }: Caller, areaPath: AreaStep[]) => ({
  residentId: id,
  name,
  surname: surnameOf(name),
  areaCode,
  areaPath,
  tags: tags.filter((tag) => forTheTalk.includes(tag)),
  livesAlone: livesAlone({ tags }),
})
