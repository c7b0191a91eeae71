import type { KeyObject } from 'node:crypto'
import { JwtService } from '@nestjs/jwt'
import type { Staff } from './staff'

export const ISSUER = 'yiwang'
export const AUDIENCE = 'yiwang'
export const ALGORITHM = 'ES256'

export interface Claims extends Omit<Staff, 'id'> {
  sub: string
  /** Seconds since 1970. */
  iat: number
  exp: number
}

const jwt = new JwtService()

/** What a token says of a session's holder, and no more. */
const said = ({
  account,
  name,
  role,
  roles,
  areaCode,
  unitId,
  organisationId,
  residentId,
  proxy,
  sid,
  client,
  must,
}: Omit<Staff, 'id'>): Omit<Staff, 'id'> => ({
  account,
  name,
  role,
  ...(roles && { roles }),
  areaCode,
  ...(unitId && { unitId }),
  ...(organisationId && { organisationId }),
  ...(residentId && { residentId }),
  ...(proxy && { proxy }),
  ...(sid && { sid }),
  ...(client && { client }),
  ...(must && { must }),
})

/** A signed access token (JWT, ES256) that says who asks. `key` is the private half of the public key that services know as `kid`. */
export function signAccessToken(key: KeyObject, kid: string, staff: Staff, life: { now: Date; seconds: number }): string {
  const iat = Math.floor(life.now.getTime() / 1000)
  const claims: Claims = { sub: staff.id, ...said(staff), iat, exp: iat + life.seconds }
  return jwt.sign(claims, { privateKey: key, algorithm: ALGORITHM, keyid: kid, issuer: ISSUER, audience: AUDIENCE })
}

export const staffOf = ({ sub, ...claims }: Claims): Staff => ({ id: sub, ...said(claims) })

/** The key's name as the token's header gives it, not yet to be trusted. */
export function kidOf(token: string): string | undefined {
  const kid = jwt.decode(token, { complete: true })?.header?.kid
  return typeof kid === 'string' ? kid : undefined
}
