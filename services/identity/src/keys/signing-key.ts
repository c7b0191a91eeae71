import { createHash } from 'node:crypto'
import { makeKeyPair } from '@yiwang/auth'

/** A pair of keys for ES256. Several may be known: tokens are signed with one of them and checked with any that is published. */
export interface SigningKey {
  id: string
  publicKey: { kty: string; crv: string; x: string; y: string; kid: string }
  /** PKCS #8, PEM. Stored sealed. */
  privateKey: string
  createdAt: Date
  /** It is published at once and signs from here on, so that whoever checks tokens has heard of it; the very first one signs at once. */
  signsFrom?: Date
  /** From here on it neither signs nor is published: someone else may have it. */
  revokedAt?: Date
}

/** Longer than an instance of identity takes to hear of a new key. */
const HEARD_OF_AFTER_MS = 60_000

export function makeSigningKey(id: string, now: Date): SigningKey {
  const pair = makeKeyPair()
  const { kty, crv, x, y } = pair.publicKey.export({ format: 'jwk' }) as Omit<SigningKey['publicKey'], 'kid'>
  return {
    id,
    publicKey: { kty, crv, x, y, kid: thumbprint({ crv, kty, x, y }) },
    privateKey: pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    createdAt: now,
  }
}

/** A key that takes the place of the one that signs now. */
export const makeNextKey = (id: string, now: Date): SigningKey => ({
  ...makeSigningKey(id, now),
  signsFrom: new Date(now.getTime() + HEARD_OF_AFTER_MS),
})

/** A key in place of one that was revoked: it signs at once, also by a clock that is behind. */
export const makeReplacement = (id: string, now: Date): SigningKey => ({
  ...makeSigningKey(id, now),
  signsFrom: new Date(now.getTime() - HEARD_OF_AFTER_MS),
})

const beginning = ({ signsFrom }: SigningKey): number => signsFrom?.getTime() ?? 0

const trusted = (keys: SigningKey[]): SigningKey[] => keys.filter(({ revokedAt }) => !revokedAt)

export const isWaiting = (key: SigningKey, now: Date): boolean => beginning(key) > now.getTime()

export const signingNow = (keys: SigningKey[], now: Date): SigningKey | undefined =>
  trusted(keys)
    .filter((key) => !isWaiting(key, now))
    .sort((a, b) => beginning(b) - beginning(a) || b.createdAt.getTime() - a.createdAt.getTime())[0]

/** All but those that were revoked or whose last token has expired: `tokenSeconds` after another took over, and a moment for an instance that heard of it late. */
export function publishedNow(keys: SigningKey[], now: Date, tokenSeconds: number): SigningKey[] {
  const lasting = now.getTime() - tokenSeconds * 1000 - HEARD_OF_AFTER_MS
  const known = trusted(keys)
  return known.filter((key) => !known.some((other) => beginning(other) > beginning(key) && beginning(other) <= lasting))
}

/** RFC 7638: a key's name follows from the key, so that another key is never taken for it. The members' order is the standard's. */
const thumbprint = (jwk: { crv: string; kty: string; x: string; y: string }) => createHash('sha256').update(JSON.stringify(jwk)).digest('base64url')
