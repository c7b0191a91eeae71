import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { Injectable, Logger } from '@nestjs/common'
import { DomainError } from '@yiwang/domain'

export type PublicJwk = JsonWebKey & { kid: string }

const FETCH_AT_MOST_EVERY_MS = 3000
const FETCH_TIMEOUT_MS = 3000
/** How long a key that identity no longer publishes may still be taken elsewhere. */
const LIST_LASTS_MS = 60_000

/**
 * The public keys that access tokens are checked with. In one process with identity they are added; elsewhere an unknown key
 * is looked for at identity's own list, at most every 3 seconds, so that made-up key names cannot flood it; and the list is read again every minute, so
 * that a key which is gone from it is no longer taken.
 */
@Injectable()
export class PublicKeys {
  private readonly keys = new Map<string, { jwk: PublicJwk; key: KeyObject }>()
  private readonly log = new Logger(PublicKeys.name)
  private followed = new Set<string>()
  private fetchedAt = Number.NEGATIVE_INFINITY
  private fetching?: Promise<void>
  /** Whether identity could not be asked when it last was. */
  private unread = false

  /** `identityUrl`: identity's origin, such as `http://identity:8080`. */
  constructor(private readonly identityUrl?: string) {}

  /** Throws where this is not a public EC key on P-256: nothing else verifies ES256. */
  add(jwk: PublicJwk): void {
    const { kty, crv, x, y, kid } = jwk
    if (kty !== 'EC' || crv !== 'P-256' || !kid) throw new Error('not a named public key for ES256')
    this.keys.set(kid, { jwk: { kty, crv, x, y, kid, use: 'sig', alg: 'ES256' }, key: createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' }) })
  }

  /** Takes on what identity publishes now, and lets go of what it published before and no longer does. */
  follow(published: PublicJwk[]): void {
    for (const jwk of published) this.add(jwk)
    const now = new Set(published.map(({ kid }) => kid))
    for (const kid of this.followed) if (!now.has(kid)) this.keys.delete(kid)
    this.followed = now
  }

  /** Throws DomainError `keys-unavailable` for an unknown key while identity cannot be asked: it may well be a right one. */
  async find(kid: string): Promise<KeyObject | undefined> {
    if (!this.keys.has(kid)) await this.fetch()
    else if (performance.now() - this.fetchedAt > LIST_LASTS_MS) this.fetch()
    const key = this.keys.get(kid)?.key
    if (!key && this.unread) throw new DomainError('keys-unavailable', { retryAfter: FETCH_AT_MOST_EVERY_MS / 1000 })
    return key
  }

  /** Whether there are any: until identity was reached once, nobody can be let in. */
  async areThere(): Promise<boolean> {
    if (!this.keys.size) await this.fetch()
    return this.keys.size > 0
  }

  knows = (kid: string): boolean => this.keys.has(kid)

  all(): PublicJwk[] {
    return [...this.keys.values()].map(({ jwk }) => jwk)
  }

  private fetch(): Promise<void> | undefined {
    if (!this.identityUrl || this.fetching || performance.now() - this.fetchedAt < FETCH_AT_MOST_EVERY_MS) return this.fetching
    this.fetchedAt = performance.now()
    this.fetching = this.fetchAll(`${this.identityUrl}/api/identity/jwks`).finally(() => {
      this.fetching = undefined
    })
    return this.fetching
  }

  private async fetchAll(url: string): Promise<void> {
    try {
      const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) })
      if (!answer.ok) throw new Error(`status ${answer.status}`)
      const { keys } = (await answer.json()) as { keys: PublicJwk[] }
      this.follow(keys)
      this.unread = false
    } catch (error) {
      this.unread = true
      this.log.warn(`IDENTITY_URL: cannot read the public keys at ${url}: ${(error as Error).message}`)
    }
  }
}
