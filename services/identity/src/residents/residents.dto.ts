import { type ProxyScope, proxyScopes } from '@yiwang/auth'
import { ActorView, Note } from '@yiwang/people'
import { AreaCode, Code, Flag, Id, Instant, Line, Lines, OneOf, Part, Phone, Whole } from '@yiwang/platform'
import { type Relation, relations } from '../proxies/proxy'
import { PIN_DIGITS } from './card'
import { CODE_DIGITS } from './code'

const Pin = () => Code({ max: PIN_DIGITS, pattern: new RegExp(`^\\d{${PIN_DIGITS}}$`) })
const CardCode = () => Code({ max: 40, description: 'sixteen letters and digits, dashes or not' })

export class AskCode {
  @Phone() phone: string
  @OneOf(['zh-CN', 'en'], { optional: true, description: 'of the message' }) language?: 'zh-CN' | 'en'
}

export class CodeSentView {
  @Instant({ description: 'until then it is good' }) until: Date
}

export class CheckCode {
  @Phone() phone: string
  @Code({ max: CODE_DIGITS, pattern: new RegExp(`^\\d{${CODE_DIGITS}}$`) }) code: string
}

export class ProofView {
  @Note({ description: 'for POST /api/information-network/recognitions; good for ten minutes' }) proof: string
}

export class SignInRecognised {
  @Note({ description: 'what the register answered' }) recognition: string
}

export class LookAtCard {
  @CardCode() code: string
}

export class CardLookView {
  @Flag({ description: 'its PIN is still to be chosen' }) firstUse: boolean
}

export class SignInByCard {
  @CardCode() code: string
  @Pin() pin: string
}

export class SignedInResident {
  @Id() id: string
  @Line({ max: 60 }) name: string
  @AreaCode() areaCode: string
}

export class ActFor {
  @Id({ optional: true, description: 'of one’s own `GET /api/identity/residents/proxies`; absent: for oneself again' }) proxyId?: string
}

/** For whom a resident acts. */
export class ActingView {
  @Id() proxyId: string
  @Line({ max: 60 }) name: string
  @OneOf(relations, { optional: true, description: 'what they are to whoever acts' }) relation?: Relation
  @Lines({ maxItems: proxyScopes.length, max: 10, values: proxyScopes, description: 'what may be done for them' }) may: ProxyScope[]
  @Instant({ description: 'the end of the last day' }) until: Date
}

export class ResidentSessionView {
  @Line({ max: 4000, description: 'for the header `Authorization: Bearer …`' }) accessToken: string
  @Whole({ min: 1, max: 900, description: 'seconds' }) expiresIn: number
  @Part(() => SignedInResident, { description: 'who is signed in, for whomever they act' }) resident: SignedInResident
  @Part(() => ActingView, { optional: true, description: 'for whom this session acts; all doors are those of that person' }) acting?: ActingView
}

export class WaysView {
  @Flag({ description: 'codes are sent to telephones' }) phone: boolean
  @Flag() card: boolean
  @Flag({ description: 'the province’s sign-in is connected' }) province: boolean
}

export class IssueCard {
  @Note({ description: 'what POST /api/information-network/residents/{id}/vouch answered' }) vouch: string
}

/** A card as staff see it: never its code. */
export class CardView {
  @Id() residentId: string
  @Part(() => ActorView) issuedBy: ActorView
  @Instant() issuedAt: Date
  @Instant({ description: 'to be used for the first time, or to be used, until then' }) until: Date
  @Flag() firstUse: boolean
}

export class IssuedCardView extends CardView {
  @Line({ max: 40, description: 'only in this answer' }) code: string
  @Line({ max: 60, description: 'in full, to be printed' }) name: string
}
