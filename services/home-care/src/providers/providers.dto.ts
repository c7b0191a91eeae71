import { MaskedPhone } from '@yiwang/people'
import { AreaCode, Flag, Id, Line, PersonName, Phone } from '@yiwang/platform'

export class CreateProvider {
  @PersonName() name: string
  @Id({ optional: true, description: 'of the provider’s account that sees these visits; some have none' }) accountId?: string
  @Phone() phone: string
  @AreaCode({ description: 'where they serve' }) areaCode: string
}

export class ChangeProvider {
  @Id({ description: 'of the provider’s account that sees these visits from now on' }) accountId: string
}

/** A provider's account that an admin made, for a coordinator to choose. */
export class ProviderAccountView {
  @Line({ max: 64 }) id: string
  @Line({ max: 40, description: 'what they sign in with' }) account: string
  @Line({ max: 60 }) name: string
  @AreaCode() areaCode: string
  @Flag() disabled: boolean
  @Line({ max: 64, optional: true, description: 'whose it is already' }) providerId?: string
}

/** A provider's name is public to the coordinators; the phone is their own. */
export class ProviderView {
  @Line({ max: 64 }) id: string
  @Line({ max: 60 }) name: string
  @Line({ max: 64, optional: true }) accountId?: string
  @Line({ max: 40, optional: true, description: 'what they sign in with' }) account?: string
  @Flag({ optional: true, description: 'the account was disabled: nobody sees these visits' }) accountDisabled?: boolean
  @MaskedPhone() phone: string
  @AreaCode() areaCode: string
}
