import { type Role, roles, staffRoles } from '@yiwang/auth'
import { AreaCode, Code, Day, Flag, Id, Instant, Line, Lines, OneOf, Parts, PersonName, Secret, Whole } from '@yiwang/platform'

export const AccountName = () =>
  Code({ min: 2, max: 40, pattern: /^[A-Za-z0-9_.-]+$/, description: 'what they sign in with; letters, digits, - _ .' })
export const StaffName = ({ optional = false } = {}) => PersonName({ optional })

const FirstDay = () => Day({ optional: true, description: 'the first day on which they do it; absent: today' })
const LastDay = () => Day({ optional: true, description: 'the last day, which is included; absent: for good' })

export class CreateAccount {
  @AccountName() account: string
  @StaffName() name: string
  @OneOf(staffRoles) role: (typeof staffRoles)[number]
  @AreaCode() areaCode: string
  @Id({ optional: true, description: 'the unit that they handle matters for, if it is not their community' }) unitId?: string
  @FirstDay() from?: string
  @LastDay() until?: string
  @Secret({ min: 8, max: 128 }) password: string
}

export class ChangeAccount {
  @StaffName({ optional: true }) name?: string
  @Flag({ optional: true }) disabled?: boolean
  @Secret({ min: 8, max: 128, optional: true }) password?: string
}

export class DisableSleeping {
  @Lines({ maxItems: 200, max: 64, description: 'ids of those that are shown; whoever came meanwhile is left' }) accounts: string[]
}

export class DisabledView {
  @Lines({ maxItems: 200, max: 64, description: 'those that were disabled' }) disabled: string[]
}

export class GiveAssignment {
  @OneOf(staffRoles) role: (typeof staffRoles)[number]
  @AreaCode() areaCode: string
  @Id({ optional: true, description: 'the unit that they handle matters for, if it is not their community' }) unitId?: string
  @FirstDay() from?: string
  @LastDay() until?: string
}

/** One role at one place. */
export class PostView {
  @Id() id: string
  @OneOf(roles) role: Role
  @AreaCode() areaCode: string
  @Id({ optional: true }) unitId?: string
  @Id({ optional: true }) organisationId?: string
  @Id({ optional: true }) residentId?: string
  @Day({ optional: true, description: 'the last day of it' }) until?: string
}

export class AssignmentView extends PostView {
  @Day({ optional: true, description: 'the first day' }) from?: string
  @Flag({ description: 'in force today' }) isOn: boolean
  @OneOf(['waiting', 'alone'], {
    optional: true,
    description: 'to be confirmed: `waiting` is not in force until then, `alone` is, since there was nobody else to ask',
  })
  unconfirmed?: string
  @Line({ max: 60, optional: true, description: 'who gave it, where it is to be confirmed' }) givenBy?: string
  @Instant({ optional: true }) givenAt?: Date
  @Lines({ maxItems: 2, max: 20, description: 'what the asker may do now: `confirm`, `withdraw`' }) allowedActions: string[]
}

export class AccountView {
  @Id() id: string
  @AccountName() account: string
  @StaffName() name: string
  @OneOf(staffRoles) role: string
  @AreaCode() areaCode: string
  @Id({ optional: true }) unitId?: string
  @Parts(() => AssignmentView, { description: 'the first is the one above' }) assignments: AssignmentView[]
  @Flag() disabled: boolean
  @Flag({ description: 'a code beside the password' }) hasSecondFactor: boolean
  @Id({ optional: true, description: 'who asks that the second factor be taken away; another admin has to confirm it' }) resetAskedBy?: string
  @Instant({ optional: true, description: 'too many wrong passwords: until then none is taken from where they came' }) lockedUntil?: Date
  @Instant({ optional: true, description: 'when its owner last signed in, to the day' }) usedAt?: Date
  @Flag({ description: 'nobody used it for long' }) isSleeping: boolean
  @Instant() createdAt: Date
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
}
