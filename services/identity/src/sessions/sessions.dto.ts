import { type Role, roles } from '@yiwang/auth'
import { AreaCode, Code, Id, Line, OneOf, Part, Secret, Whole } from '@yiwang/platform'

export class SignIn {
  @Code({ max: 40 }) account: string
  @Secret({ max: 128 }) password: string
}

export class SignedInAccount {
  @Id() id: string
  @Line({ max: 40 }) account: string
  @Line({ max: 60 }) name: string
  @OneOf(roles) role: Role
  @AreaCode() areaCode: string
  @Id({ optional: true }) unitId?: string
}

export class SessionView {
  @Line({ max: 4000, description: 'for the header `Authorization: Bearer …`' }) accessToken: string
  @Whole({ min: 1, max: 900, description: 'seconds' }) expiresIn: number
  @Part(() => SignedInAccount) account: SignedInAccount
  @Line({ max: 4, optional: true, description: 'the city’s own area code of telephone numbers, which are typed without it' }) phoneAreaCode?: string
}
