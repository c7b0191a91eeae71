import type { KeyObject } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { PassportStrategy } from '@nestjs/passport'
import { Clock, DomainError, newId } from '@yiwang/domain'
import passport from 'passport'
import { type JwtFromRequestFunction, type SecretOrKeyProvider, Strategy } from 'passport-jwt'
import { ALGORITHM, AUDIENCE, type Claims, ISSUER, kidOf, staffOf } from './access-token'
import { EndedSessions } from './ended-sessions'
import { PublicKeys } from './public-keys'
import type { Staff } from './staff'

/** A token comes with every request of its 15 minutes, and checking a signature costs more than most doors do. */
const REMEMBERED = 5_000
const REMEMBERED_MS = 60_000

type Request = Parameters<Strategy['authenticate']>[0]

/** Several times what a token of ours takes. */
const LONGEST_TOKEN = 4_000

/** The bearer token of RFC 6750. Passport's own extractor searches a header that holds none for the square of its length. */
const tokenOf: JwtFromRequestFunction<Request> = ({ headers: { authorization = '' } }) =>
  authorization.length > LONGEST_TOKEN ? null : (/^bearer +([\w.~+/-]+=*)$/i.exec(authorization)?.[1] ?? null)

/** Passport's JWT strategy: ES256 only, by the key that the token's header names, from our issuer for our audience. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy) {
  /**
   * Passport's register is the process's, but several applications (tests) may live in one process, each with its own keys. Handing passport the strategy
   * itself instead of a name would share its callbacks between requests at the same moment.
   */
  readonly registeredAs = `access-token-${newId()}`
  /** Tokens whose signature was checked lately, the oldest first. */
  private readonly checked = new Map<string, { claims: Claims; kid: string; until: number }>()

  constructor(
    private readonly keys: PublicKeys,
    private readonly ended: EndedSessions,
    private readonly clock: Clock,
  ) {
    super({
      jwtFromRequest: tokenOf,
      secretOrKeyProvider: keyProvider(keys),
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      // Checked below, by the clock that the whole house goes by.
      ignoreExpiration: true,
      passReqToCallback: true,
    })
    passport.use(this.registeredAs, this)
  }

  /** Who asks by a token that was checked lately, without passport; undefined where it is to be checked. */
  known(request: Request): Staff | undefined {
    const known = this.checked.get(tokenOf(request) ?? '')
    // A key that was revoked takes with it what was checked with it.
    return known && known.until >= performance.now() && this.keys.knows(known.kid) ? this.letIn(request, known) : undefined
  }

  validate(request: Request, claims: Claims): Staff {
    const token = tokenOf(request) as string
    const kid = kidOf(token) as string
    const staff = this.letIn(request, { claims, kid })
    this.checked.set(token, { claims, kid, until: performance.now() + REMEMBERED_MS })
    if (this.checked.size > REMEMBERED) this.checked.delete(this.checked.keys().next().value as string)
    return staff
  }

  private letIn(request: Request, { claims, kid }: { claims: Claims; kid: string }): Staff {
    const isInForce = () => claims.exp * 1000 > this.clock.now().getTime() && this.keys.knows(kid) && !this.ended.has(claims.sid)
    if (!isInForce()) throw new DomainError('not-signed-in')
    Object.assign(request, { isInForce })
    return staffOf(claims)
  }
}

/** An unknown key fails as a forged token does. jsonwebtoken takes KeyObjects, which its types do not know here. */
const keyProvider =
  (keys: PublicKeys): SecretOrKeyProvider =>
  (_request, token: string, done: (error: Error | null, key?: never) => void) => {
    findKey(token, keys).then((key) => (key ? done(null, key as never) : done(new DomainError('not-signed-in'))), done)
  }

async function findKey(token: string, keys: PublicKeys): Promise<KeyObject | undefined> {
  const kid = kidOf(token)
  return kid === undefined ? undefined : keys.find(kid)
}
