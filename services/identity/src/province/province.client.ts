import { Logger } from '@nestjs/common'
import { DomainError } from '@yiwang/domain'
import { normalIdentityNumber, normalName } from '@yiwang/domain/normalization'
import type { Journey } from './journey'
import type { Provider } from './province.settings'

type Library = typeof import('openid-client', { with: { 'resolution-mode': 'import' }})

const PATIENCE_S = 10
/** Of identity numbers and names none is longer. */
const LONGEST = 100

/** What the library calls it where the province was asked and says no, or where what came is not what was asked for. All else is a province that cannot be spoken with. */
const REFUSALS = [
  'OAUTH_AUTHORIZATION_RESPONSE_ERROR',
  'OAUTH_RESPONSE_BODY_ERROR',
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
]

/** OpenID Connect as a client of the province: authorization code with PKCE, state and nonce. Whatever the province does wrong is `province-away`, and nobody else's fault. */
export class ProvinceClient {
  private configured?: Promise<{ library: Library; config: InstanceType<Library['Configuration']> }>
  private readonly log = new Logger(ProvinceClient.name)

  constructor(private readonly provider: Provider) {}

  /** Throws `province-away`. */
  addressToLeaveBy({ state, nonce, verifier }: { state: string; nonce: string; verifier: string }): Promise<string> {
    return this.speaking(async () => {
      const { library, config } = await this.ready()
      const asked = {
        redirect_uri: this.provider.redirect,
        scope: 'openid profile',
        state,
        nonce,
        code_challenge: await library.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }
      return library.buildAuthorizationUrl(config, asked).href
    })
  }

  /** Whom the province says it is. `query`: what they came back with. Throws `province-refused` or `province-away`. */
  whoCameBack(query: string, state: string, { verifier, nonce }: Journey): Promise<{ identityNumber: string; name: string }> {
    return this.speaking(async () => {
      const { library, config } = await this.ready()
      const came = new URL(this.provider.redirect)
      came.search = query
      const expected = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }
      const claims = (await library.authorizationCodeGrant(config, came, expected)).claims() as Record<string, unknown>
      const [identityNumber, name] = [this.provider.numberClaim, this.provider.nameClaim].map((claim) => this.textOf(claims, claim))
      return { identityNumber: normalIdentityNumber(identityNumber), name: normalName(name) }
    })
  }

  private textOf(claims: Record<string, unknown>, claim: string): string {
    const text = claims[claim]
    if (typeof text === 'string' && text !== '' && text.length <= LONGEST) return text
    this.log.warn(`the province's sign-in: its id token has no ${claim} that is a text`)
    throw new DomainError('province-refused')
  }

  private async speaking<T>(speak: () => Promise<T>): Promise<T> {
    try {
      return await speak()
    } catch (error) {
      if (error instanceof DomainError) throw error
      throw new DomainError(REFUSALS.includes(this.written(error)) ? 'province-refused' : 'province-away')
    }
  }

  /** No more of it than the library's own words: what the province answers may name somebody. */
  private written(error: unknown): string {
    const { name, code = '' } = error as { name: string; code?: string }
    this.log.warn(`the province's sign-in: ${name} ${code}`)
    return code
  }

  /** Loaded, and its addresses read, with the first who asks; anew where that failed. */
  private ready() {
    this.configured ??= this.discover().catch((error) => {
      this.configured = undefined
      this.written(error)
      throw new DomainError('province-away')
    })
    return this.configured
  }

  private async discover() {
    const library = await import('openid-client')
    const { issuer, clientId, secret } = this.provider
    // The simulator's alone: settings take no other issuer without TLS.
    const insecure = issuer.startsWith('http:') ? [library.allowInsecureRequests] : []
    // The id token's signature, by the keys that the province publishes: read with the first token, and anew where one is signed by another.
    const options = { timeout: PATIENCE_S, execute: [library.enableNonRepudiationChecks, ...insecure] }
    return { library, config: await library.discovery(new URL(issuer), clientId, secret, library.ClientSecretBasic(secret), options) }
  }
}
