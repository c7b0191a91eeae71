import { type Role, roles } from '@yiwang/auth'
import { AreaCode, Flag, Id, Instant, Line, Lines, OneOf, Part, Secret, Whole } from '@yiwang/platform'

/** What an app shows, or a recovery code. */
export const FactorCode = ({ optional = false } = {}) =>
  Line({ min: 6, max: 40, pattern: /^[A-Za-z0-9 -]+$/, secret: true, optional, description: 'six digits, or a recovery code' })

export class OwnFactorView {
  @Instant() since: Date
  @Whole({ min: 0, max: 10 }) recoveryCodesLeft: number
}

/** How one signs in oneself. */
export class OwnAccountView {
  @Id() id: string
  @Line({ max: 40 }) account: string
  @Line({ max: 60 }) name: string
  @OneOf(roles) role: Role
  @AreaCode() areaCode: string
  @Flag({ description: 'somebody else set the password: it is good for this one sign-in' }) passwordIsGiven: boolean
  @Part(() => OwnFactorView, { optional: true }) secondFactor?: OwnFactorView
  @Flag({ description: 'the role needs a second factor' }) secondFactorIsNeeded: boolean
}

export class ChangeOwnPassword {
  @Secret({ max: 128, description: 'the present one' }) current: string
  @Secret({ min: 8, max: 128 }) password: string
}

export class OfferFactor {
  @Secret({ max: 128, description: 'one’s own, once more' }) current: string
  @FactorCode({ optional: true }) code?: string
}

/** Shown once, to be read by an app. */
export class OfferedFactorView {
  @Line({ max: 64, description: 'Base32, for whoever types it' }) secret: string
  @Line({ max: 300, description: 'otpauth://totp/…, for a picture' }) uri: string
}

export class ConfirmFactor {
  @Line({ max: 10, pattern: /^\d{3}[ -]?\d{3}$/, secret: true, description: 'what the app shows' }) code: string
}

/** Shown once. */
export class RecoveryCodesView {
  @Lines({ maxItems: 10, max: 40 }) recoveryCodes: string[]
}

export class RemoveFactor {
  @Secret({ max: 128 }) current: string
  @FactorCode() code: string
}
