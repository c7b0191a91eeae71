import { staffRoles } from '@yiwang/auth'
import { AreaCode, Code, Flag, Id, Instant, OneOf, PersonName, Secret, Whole } from '@yiwang/platform'

export const AccountName = () =>
  Code({ min: 2, max: 40, pattern: /^[A-Za-z0-9_.-]+$/, description: 'what they sign in with; letters, digits, - _ .' })
export const StaffName = ({ optional = false } = {}) => PersonName({ optional })

export class CreateAccount {
  @AccountName() account: string
  @StaffName() name: string
  @OneOf(staffRoles) role: (typeof staffRoles)[number]
  @AreaCode() areaCode: string
  @Id({ optional: true, description: 'the unit that they handle matters for, if it is not their community' }) unitId?: string
  @Secret({ min: 8, max: 128 }) password: string
}

export class ChangeAccount {
  @StaffName({ optional: true }) name?: string
  @Flag({ optional: true }) disabled?: boolean
  @Secret({ min: 8, max: 128, optional: true }) password?: string
}

export class AccountView {
  @Id() id: string
  @AccountName() account: string
  @StaffName() name: string
  @OneOf(staffRoles) role: string
  @AreaCode() areaCode: string
  @Id({ optional: true }) unitId?: string
  @Flag() disabled: boolean
  @Instant({ optional: true, description: 'too many wrong passwords: until then none is taken from where they came' }) lockedUntil?: Date
  @Instant() createdAt: Date
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
}
