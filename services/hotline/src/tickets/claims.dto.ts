import { AreaStep, MaskedName, MaskedPhone } from '@yiwang/people'
import { AreaPageQuery, Id, Instant, Line, Lines, OneOf, Parts } from '@yiwang/platform'
import { type Difference, differences } from '../callers/caller'
import { type ClaimState, claimStates } from './claim'
import { channels, type PersonRole, personRoles, type Ticket } from './ticket'

export class ListClaims extends AreaPageQuery {
  @Id({ optional: true, description: 'of one resident' }) residentId?: string
}

export class ClaimView {
  @Id() ticketId: string
  @Id() residentId: string
  @Line({ max: 17 }) number: string
  @OneOf(claimStates.names) state: ClaimState
  @Lines({ maxItems: personRoles.length, max: 20, values: personRoles, description: 'as whom the ticket names them' }) roles: PersonRole[]
  @OneOf(channels) channel: Ticket['channel']
  @Instant({ description: 'when it was told' }) toldAt: Date
  @Parts(() => AreaStep, { description: 'where it was told' }) areaPath: AreaStep[]
  @MaskedName({ description: 'as it was told' }) name: string
  @MaskedPhone({ optional: true, description: 'as it was told' }) phone?: string
  @Lines({ maxItems: differences.length, max: 10, values: differences, description: 'what the register has otherwise' }) differs: Difference[]
}
