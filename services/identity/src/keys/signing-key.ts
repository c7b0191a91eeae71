import { createHash, generateKeyPairSync } from 'node:crypto'

/** A pair of keys for ES256. Several may be known: tokens are signed with the newest that is not retired and checked with any. */
export interface SigningKey {
  id: string
  publicKey: { kty: string; crv: string; x: string; y: string; kid: string }
  /** PKCS #8, PEM. Stored sealed. */
  privateKey: string
  createdAt: Date
  /** From here on it signs nothing; what it signed before is still checked. */
  retiredAt?: Date
}

export function makeSigningKey(id: string, now: Date): SigningKey {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { kty, crv, x, y } = pair.publicKey.export({ format: 'jwk' }) as Omit<SigningKey['publicKey'], 'kid'>
  return {
    id,
    publicKey: { kty, crv, x, y, kid: thumbprint({ crv, kty, x, y }) },
    privateKey: pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    createdAt: now,
  }
}

export function signingNow(keys: SigningKey[]): SigningKey | undefined {
  return keys.filter(({ retiredAt }) => !retiredAt).sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0]
}

/** RFC 7638: a key's name follows from the key, so that another key is never taken for it. The members' order is the standard's. */
const thumbprint = (jwk: { crv: string; kty: string; x: string; y: string }) => createHash('sha256').update(JSON.stringify(jwk)).digest('base64url')
