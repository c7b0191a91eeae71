export { AccessGuard, authorOf } from './access.guard'
export { AUDIENCE, ISSUER, signAccessToken } from './access-token'
export { AuthModule } from './auth.module'
export { allCapabilities, appointmentOf, type Capability, clientScopes, isSensitive, may, scopeOfClients, whoMay } from './capabilities'
export { type Change, changeOf } from './changes'
export { accessAt, CurrentUser, isPublic, May, Public, type SignedIn } from './decorators'
export { EndedSessions } from './ended-sessions'
export { makeKeyPair } from './key-pair'
export { type PublicJwk, PublicKeys } from './public-keys'
export { type Asker, isWithin, ofDepartment, type Scope, scopeOf, scopeOfOne, scopeWithin } from './scope'
export { type Seen, scoped, seen, seenBy, seenByAll, unscoped } from './seen'
export {
  type ActingFor,
  type ClientTerms,
  type Duty,
  duties,
  type Holder,
  heldBy,
  type ProxyScope,
  proxyScopes,
  type Role,
  roles,
  rolesOf,
  type Staff,
  staffRoles,
} from './staff'
