import { type Duty, duties, type Role, roles } from '@yiwang/auth'
import { AreaCode, Code, Id, Line, Lines, OneOf, Part, Parts, Secret, Whole } from '@yiwang/platform'
import { PostView } from '../accounts/accounts.dto'
import { MOST_ASSIGNMENTS } from '../accounts/assignment'
import { FactorCode } from '../accounts/me.dto'

export class SignIn {
  @Code({ max: 40 }) account: string
  @Secret({ max: 128 }) password: string
}

/** What `second-factor-needed` gave, and what the app shows. */
export class CodeOfTicket {
  @Secret({ max: 1000 }) ticket: string
  @FactorCode() code: string
}

export class SignedInAccount {
  @Id() id: string
  @Line({ max: 40 }) account: string
  @Line({ max: 60 }) name: string
  @OneOf(roles, { description: 'that of the assignment which this session is for' }) role: Role
  @Lines({ maxItems: MOST_ASSIGNMENTS, max: 20, values: roles, description: 'all that they hold at this place' }) roles: Role[]
  @AreaCode() areaCode: string
  @Id({ optional: true }) unitId?: string
  @Id({ optional: true }) organisationId?: string
  @Id({ optional: true }) residentId?: string
  @OneOf(duties, { optional: true, description: 'what they have to do first: no other door is open' }) must?: Duty
}

export class ChangeOver {
  @Id({ description: 'one of those that the session’s answer names' }) assignment: string
}

export class SessionView {
  @Line({ max: 4000, description: 'for the header `Authorization: Bearer …`' }) accessToken: string
  @Whole({ min: 1, max: 900, description: 'seconds' }) expiresIn: number
  @Part(() => SignedInAccount) account: SignedInAccount
  @Id({ description: 'the assignment that this session is for' }) assignment: string
  @Parts(() => PostView, { description: 'those that it may change over to, this one among them' }) assignments: PostView[]
  @Line({ max: 4, optional: true, description: 'the city’s own area code of telephone numbers, which are typed without it' }) phoneAreaCode?: string
  @Line({
    max: 40,
    optional: true,
    description: 'base64url of 16 bytes, the account’s: what a page keeps of what was typed and not sent lies under it',
  })
  draftKey?: string
  @Whole({ min: 1, max: 720, optional: true, description: 'without a sign of life for so many minutes a page signs out' }) idleMinutes?: number
}
