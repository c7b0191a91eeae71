import type { KeyObject } from 'node:crypto'
import { JwtService } from '@nestjs/jwt'
import type { Role, Staff } from './staff'

export const ISSUER = 'yiwang'
export const AUDIENCE = 'yiwang'
export const ALGORITHM = 'ES256'

export interface Claims {
  sub: string
  account: string
  name: string
  role: Role
  areaCode: string
  unitId?: string
  /** Seconds since 1970. */
  iat: number
  exp: number
}

const jwt = new JwtService()

/** A signed access token (JWT, ES256) that says who asks. `key` is the private half of the public key that services know as `kid`. */
export function signAccessToken(
  key: KeyObject,
  kid: string,
  { id, account, name, role, areaCode, unitId }: Staff,
  life: { now: Date; seconds: number },
): string {
  const iat = Math.floor(life.now.getTime() / 1000)
  const claims: Claims = { sub: id, account, name, role, areaCode, ...(unitId && { unitId }), iat, exp: iat + life.seconds }
  return jwt.sign(claims, { privateKey: key, algorithm: ALGORITHM, keyid: kid, issuer: ISSUER, audience: AUDIENCE })
}

export const staffOf = ({ sub, account, name, role, areaCode, unitId }: Claims): Staff => ({
  id: sub,
  account,
  name,
  role,
  areaCode,
  ...(unitId && { unitId }),
})

/** The key's name as the token's header gives it, not yet to be trusted. */
export function kidOf(token: string): string | undefined {
  const kid = jwt.decode(token, { complete: true })?.header?.kid
  return typeof kid === 'string' ? kid : undefined
}
