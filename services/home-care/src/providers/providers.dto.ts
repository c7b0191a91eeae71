import { AreaCode, Line, maskPhone, PageQuery, PersonName, Phone } from '@yiwang/platform'
import type { Provider } from './provider'

export class ListProviders extends PageQuery {
  @AreaCode({ optional: true, description: 'with everything below it' }) areaCode?: string
}

export class CreateProvider {
  @PersonName() name: string
  @Line({ max: 40, optional: true, description: 'the login that sees this provider’s visits; some have none' }) account?: string
  @Phone() phone: string
  @AreaCode({ description: 'where they serve' }) areaCode: string
}

export class ProviderView {
  @Line({ max: 64 }) id: string
  @Line({ max: 60 }) name: string
  @Line({ max: 40, optional: true }) account?: string
  @Line({ max: 20, description: 'masked' }) phone: string
  @AreaCode() areaCode: string
}

/** A provider's name is public to the coordinators; the phone is their own. */
export const providerView = ({ id, name, account, phone, areaCode }: Provider): ProviderView => ({
  id,
  name,
  account,
  phone: maskPhone(phone),
  areaCode,
})
