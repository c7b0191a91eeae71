import { readFileSync } from 'node:fs'
import { houseSettings, isDistributed, readSettings, SettingsError } from '@yiwang/platform'
import { z } from 'zod'

/** The province's sign-in (统一身份认证) as this city is known to it. */
export interface Provider {
  issuer: string
  clientId: string
  secret: string
  /** Where people come back to: the portal's page, as their browsers reach it. */
  redirect: string
  numberClaim: string
  nameClaim: string
}

export interface ProvinceSettings {
  provider?: Provider
  /** The port on this machine at which made-up people sign in. */
  simulator?: number
}

const isLoopback = (host: string) => ['127.0.0.1', '::1', '[::1]', 'localhost'].includes(host)
const isHere = (url: string) => isLoopback(new URL(url).hostname)
const address = (what: string) => z.url({ protocol: /^https?$/, error: `must be ${what}` })

export const SIMULATED = { clientId: 'yiwang', numberClaim: 'id_number', nameClaim: 'name' }

export function provinceSettings(): ProvinceSettings {
  const settings = readSettings({
    RESIDENT_OIDC_ISSUER: address('the issuer of the province’s sign-in')
      .refine((url) => url.startsWith('https:'), 'must be https')
      .optional(),
    RESIDENT_OIDC_CLIENT_ID: z.string().optional(),
    RESIDENT_OIDC_SECRET_FILE: z.string().optional(),
    RESIDENT_OIDC_REDIRECT: address('the portal’s page /my, as browsers reach it')
      .refine((url) => url.startsWith('https:') || isHere(url), 'must be https, or on this machine')
      .optional(),
    RESIDENT_OIDC_NUMBER_CLAIM: z.string().default(SIMULATED.numberClaim),
    RESIDENT_OIDC_NAME_CLAIM: z.string().default(SIMULATED.nameClaim),
    RESIDENT_OIDC_SIMULATOR: z.coerce.number().int().min(0).max(65535).optional(),
  })
  const { RESIDENT_OIDC_ISSUER: issuer, RESIDENT_OIDC_REDIRECT: redirect, RESIDENT_OIDC_SIMULATOR: simulator } = settings
  if (simulator !== undefined) {
    requireTrial()
    // Whoever is let in there is whom they say they are.
    if (issuer) throw new SettingsError('RESIDENT_OIDC_SIMULATOR: is for trying out, and not beside RESIDENT_OIDC_ISSUER')
    if (!redirect || !isHere(redirect)) throw new SettingsError('RESIDENT_OIDC_SIMULATOR: RESIDENT_OIDC_REDIRECT must be on this machine')
    const provider = { ...SIMULATED, issuer: '', secret: '', redirect }
    return { simulator, provider }
  }
  if (!issuer) return {}
  const { RESIDENT_OIDC_CLIENT_ID: clientId, RESIDENT_OIDC_SECRET_FILE: file } = settings
  if (!clientId || !file || !redirect)
    throw new SettingsError('RESIDENT_OIDC_ISSUER: needs RESIDENT_OIDC_CLIENT_ID, RESIDENT_OIDC_SECRET_FILE and RESIDENT_OIDC_REDIRECT')
  const [numberClaim, nameClaim] = [settings.RESIDENT_OIDC_NUMBER_CLAIM, settings.RESIDENT_OIDC_NAME_CLAIM]
  return { provider: { issuer, clientId, secret: secretIn(file), redirect, numberClaim, nameClaim } }
}

/** Only where nobody but this machine comes to the door: neither from another address, nor by a proxy, nor to a city's own servers. */
function requireTrial(): void {
  const { HOST, TRUST_PROXY, MONGODB_URI, KAFKA_BROKERS, REDIS_URL } = houseSettings
  const house = readSettings({ HOST, TRUST_PROXY, MONGODB_URI, KAFKA_BROKERS, REDIS_URL })
  if (!isLoopback(house.HOST) || house.TRUST_PROXY !== false || isDistributed(house))
    throw new SettingsError('RESIDENT_OIDC_SIMULATOR: is for trying out on this machine: HOST must be its own, without TRUST_PROXY and MONGODB_URI')
}

function secretIn(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    throw new SettingsError(`RESIDENT_OIDC_SECRET_FILE: ${path} cannot be read: ${(error as NodeJS.ErrnoException).code}`)
  }
}
