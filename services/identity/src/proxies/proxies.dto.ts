import { type ProxyScope, proxyScopes } from '@yiwang/auth'
import { ActorView, MaskedName, Note } from '@yiwang/people'
import { Code, Day, Flag, Id, Instant, Line, Lines, OneOf, Part, Parts } from '@yiwang/platform'
import { type Ending, endings, proxyStates, type Relation, relations } from './proxy'

const FamilyCodeField = () => Code({ max: 20, description: 'eight letters and digits, dashes or not' })

/** What is agreed. */
class AgreeForm {
  @OneOf(relations, { description: 'what the person is to whoever acts for them' }) relation: Relation
  @Lines({ maxItems: proxyScopes.length, max: 10, values: proxyScopes, description: '`see` the record, `propose` corrections, `report` matters' })
  may: ProxyScope[]
  @Day({ description: 'the last day; at most a year ahead' }) until: string
}

export class LookAtFamily {
  @FamilyCodeField() code: string
}

export class FamilyFoundView {
  @MaskedName() name: string
}

export class NameFamily extends AgreeForm {
  @FamilyCodeField() code: string
}

export class RecordProxy extends AgreeForm {
  @Note({ description: 'what POST /api/information-network/residents/{id}/vouch answered of the person' }) person: string
  @Note({ description: 'what POST /api/information-network/residents/presented answered of whoever acts for them' }) acting: string
}

export class FamilyCodeView {
  @Line({ max: 9, description: 'only in this answer' }) code: string
  @Instant({ description: 'until then it is good, once' }) until: Date
}

/** What was agreed, as both see it. */
export class ProxyView {
  @Id() id: string
  @OneOf(proxyStates.names) state: string
  @OneOf(['person', 'proxy'], { description: 'which of the two asks' }) as: 'person' | 'proxy'
  @Line({ max: 60, optional: true, description: 'the other one’s; absent where nobody knows them here any more' }) name?: string
  @OneOf(relations, { optional: true, description: 'what the person is to whoever acts for them' }) relation?: Relation
  @Lines({ maxItems: proxyScopes.length, max: 10, values: proxyScopes }) may: ProxyScope[]
  @Instant({ description: 'the end of the last day' }) until: Date
  @Instant() agreedAt: Date
  @Flag({ description: 'written down at a counter' }) atCounter: boolean
  @Instant({ optional: true }) endedAt?: Date
  @OneOf(endings, { optional: true }) ended?: Ending
}

export class FamilyView {
  @Parts(() => ProxyView, { description: 'the latest first' }) proxies: ProxyView[]
}

/** The same, as staff see it. */
export class RecordedProxyView {
  @Id() id: string
  @OneOf(proxyStates.names) state: string
  @MaskedName({ optional: true, description: 'of whoever acts for the resident' }) name?: string
  @OneOf(relations, { optional: true }) relation?: Relation
  @Lines({ maxItems: proxyScopes.length, max: 10, values: proxyScopes }) may: ProxyScope[]
  @Instant() until: Date
  @Instant() agreedAt: Date
  @Part(() => ActorView, { optional: true }) recordedBy?: ActorView
  @Instant({ optional: true }) endedAt?: Date
  @OneOf(endings, { optional: true }) ended?: Ending
}

export class RecordedProxiesView {
  @Parts(() => RecordedProxyView) proxies: RecordedProxyView[]
}
