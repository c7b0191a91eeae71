import { type Capability, clientScopes } from '@yiwang/auth'
import { AreaCode, Day, Flag, Id, Instant, Line, Lines, OneOf, PageQuery, Parts, Text, Whole } from '@yiwang/platform'

/** Twenty a second: as many as the whole call centre of a district. */
export const MOST_PER_MINUTE = 1_200

const Name = (options = {}) => Line({ max: 60, ...options })
const Purpose = (options = {}) => Text({ max: 500, ...options })
const Responsible = (options = {}) => Id({ description: 'the account of whoever answers for it', ...options })
const Scopes = (options = {}) => Lines({ maxItems: clientScopes.length, max: 40, values: clientScopes, ...options })
const Addresses = () =>
  Lines({
    maxItems: 10,
    max: 49,
    optional: true,
    description: 'addresses and networks (`10.20.0.0/16`) that it asks from; anywhere where there are none',
  })
const PerMinute = (options = {}) => Whole({ min: 1, max: MOST_PER_MINUTE, description: 'requests a minute, over all services', ...options })
const Until = () => Day({ optional: true, description: 'the last day on which it is let in' })

export class RegisterClient {
  @Name() name: string
  @Purpose() purpose: string
  @Responsible() responsibleId: string
  @AreaCode() areaCode: string
  @Scopes() scopes: Capability[]
  @Addresses() addresses?: string[]
  @PerMinute() perMinute: number
  @Until() until?: string
}

export class ChangeClient {
  @Name({ optional: true }) name?: string
  @Purpose({ optional: true }) purpose?: string
  @Responsible({ optional: true }) responsibleId?: string
  @Scopes({ optional: true, description: 'all that it shall have from now on' }) scopes?: Capability[]
  @Addresses() addresses?: string[]
  @PerMinute({ optional: true }) perMinute?: number
  @Until() until?: string
  @Flag({ optional: true, description: 'its tokens are over at once' }) disabled?: boolean
}

export class ListClients extends PageQuery {
  @Flag({ fromText: true, optional: true, description: '`true`: those of which something is to be confirmed' }) unconfirmed?: boolean
}

export class RotateSecret {
  @Day({ optional: true, description: 'the last day on which the former secret is taken; where absent, it is taken no more' }) formerUntil?: string
}

export class GrantedScopeView {
  @OneOf(clientScopes) scope: string
  @OneOf(['waiting', 'alone'], { optional: true, description: 'as of an assignment: `waiting` is not in force, `alone` is' }) unconfirmed?: string
  @Line({ max: 60, optional: true, description: 'who granted it, where it is to be confirmed' }) givenBy?: string
  @Instant() givenAt: Date
  @Lines({ maxItems: 1, max: 20, description: 'what the asker may do now: `confirm`' }) allowedActions: string[]
}

export class ClientSecretView {
  @Id() id: string
  @Instant() createdAt: Date
  @Day({ optional: true, description: 'the last day on which it is taken' }) until?: string
  @Instant({ optional: true, description: 'the minute in which a token was last issued by it' }) usedAt?: Date
}

export class ClientView {
  @Id({ description: 'its `client_id`' }) id: string
  @Line({ max: 60 }) name: string
  @Text({ max: 500 }) purpose: string
  @Id() responsibleId: string
  @Line({ max: 60, optional: true, description: 'who that is' }) responsible?: string
  @Flag({ description: 'whoever answered for it has left: name another' }) responsibleGone: boolean
  @AreaCode() areaCode: string
  @Parts(() => GrantedScopeView) scopes: GrantedScopeView[]
  @Lines({ maxItems: 10, max: 49 }) addresses: string[]
  @Whole({ min: 1, max: MOST_PER_MINUTE }) perMinute: number
  @Day({ optional: true }) until?: string
  @Flag() disabled: boolean
  @Parts(() => ClientSecretView, { description: 'those that are taken today, the newest last' }) secrets: ClientSecretView[]
  @Instant() createdAt: Date
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
  @Line({ max: 100, optional: true, description: 'only in the answer that made it' }) secret?: string
}
