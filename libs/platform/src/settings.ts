import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { isPhoneAreaCode } from '@yiwang/domain/normalization'
import { z } from 'zod'

/** Settings are wrong: the message names each one and what is expected of it. */
export class SettingsError extends Error {}

/**
 * Reads settings from the environment, validated once at boot. The only reader of `process.env`. An empty value counts as absent, so that a
 * compose file may pass on what is not set. What is secret may lie in a file, which `<its name>_FILE` names: an environment is handed on to whatever a process starts,
 * and shown to whoever looks after it.
 */
export function readSettings<S extends z.ZodRawShape>(shape: S): z.output<z.ZodObject<S>> {
  const present = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))
  for (const name of SECRETS) if (name in shape && present[`${name}_FILE`]) present[name] = contentOf(name, present)
  const { data, error } = z.object(shape).safeParse(present)
  if (error) throw new SettingsError(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
  return data as z.output<z.ZodObject<S>>
}

const SECRETS = ['DATA_KEY', 'DATA_KEYS_FORMER', 'DEMO_PASSWORD', 'MONGODB_URI', 'REDIS_URL', 'KAFKA_SASL_PASSWORD']

function contentOf(name: string, settings: NodeJS.ProcessEnv): string | undefined {
  const path = settings[`${name}_FILE`] as string
  if (settings[name]) throw new SettingsError(`${name}_FILE: stands in the place of ${name}: set one of the two`)
  try {
    return readFileSync(path, 'utf8').trim() || undefined
  } catch (error) {
    throw new SettingsError(`${name}_FILE: ${path} cannot be read: ${(error as NodeJS.ErrnoException).code}`)
  }
}

export const isDataKey = (text: string): boolean => Buffer.from(text, 'base64').length === 32

export const port = z.coerce.number().int().min(0).max(65535)

const AN_ORIGIN = "must be identity's origin, such as http://identity:8080"

const A_TRUST =
  'must say how many proxies stand before this process (1 for one), or their addresses, such as 127.0.0.1,10.0.0.0/8. ' +
  'It is not `true`: then every client could write its own address.'

/** `false`, a number of proxies, or their addresses, networks, and the words `loopback`, `linklocal` and `uniquelocal`. */
function trustedProxies(text: string, context: z.RefinementCtx): false | number | string[] {
  if (text === 'false') return false
  if (/^\d$/.test(text)) return Number(text)
  const proxies = text.split(',').map((one) => one.trim())
  if (!proxies.every(isNetwork)) context.addIssue({ code: 'custom', message: A_TRUST })
  return proxies
}

function isNetwork(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [, address, bits = '32'] = /^([\da-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const version = isIP(address ?? '')
  return version !== 0 && Number(bits) > 0 && Number(bits) <= (version === 4 ? 32 : 128)
}

function holdsCertificates(path: string): boolean {
  try {
    return Boolean(new X509Certificate(readFileSync(path)))
  } catch {
    return false
  }
}

/** What every process needs. */
export const houseSettings = {
  PORT: port.default(8080),
  /** The address to listen on; `0.0.0.0` lets other machines in. */
  HOST: z.string().default('127.0.0.1'),
  /** The door's certificate and its key, in PEM: https in place of http. Both or none. */
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  /** An authority of one's own, whose certificates are taken beside the public ones' wherever this process asks in TLS. Node reads it, and says nothing to whoever starts it where it cannot. */
  NODE_EXTRA_CA_CERTS: z.string().refine(holdsCertificates, 'must be a file of certificates in PEM that can be read').optional(),
  DATA_DIR: z.string().default('./data'),
  DATA_KEY: z.string().refine(isDataKey, 'must be the base64 of 32 bytes').optional(),
  /** Keys that sealed something once: they open it, and seal nothing new. */
  DATA_KEYS_FORMER: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .refine((keys) => keys.every(isDataKey), 'must be the base64 of 32 bytes, several with commas between')
    .optional(),
  /** In place of both, for one service alone: what it needs of them (`npm run keys`). */
  KEYS_FILE: z.string().optional(),
  /** These three together: the distributed row. Without them a station: one file in DATA_DIR. */
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/[^/]+\/[^/?]+/, 'must be mongodb://host:port/database')
    .optional(),
  KAFKA_BROKERS: z
    .string()
    .regex(/^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$/, 'must be host:port, several with commas between')
    .optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be redis://host:port' }).optional(),
  /** Connections to the store that one process opens at most. */
  MONGODB_POOL: z.coerce.number().int().min(1).max(500).default(20),
  KAFKA_CLIENT_ID: z.string().default('yiwang'),
  /** Who this process is to Kafka: both or none. */
  KAFKA_SASL_USERNAME: z.string().optional(),
  KAFKA_SASL_PASSWORD: z.string().optional(),
  KAFKA_SASL_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).default('scram-sha-512'),
  KAFKA_SSL: z.stringbool().default(false),
  /** Copies that `npm run setup` has Kafka keep of each topic. */
  KAFKA_REPLICATION: z.coerce.number().int().min(1).max(7).default(3),
  /** The city's own area code of telephone numbers, which are typed without it there. */
  PHONE_AREA_CODE: z.string().refine(isPhoneAreaCode, "must be the city's area code of telephone numbers, such as 0513").default('0513'),
  DEMO_PASSWORD: z.string().min(8).optional(),
  IDENTITY_URL: z
    .url({ protocol: /^https?$/, error: AN_ORIGIN })
    .refine((url) => new URL(url).href === `${new URL(url).origin}/`, AN_ORIGIN)
    .transform((url) => new URL(url).origin)
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  METRICS_PORT: port.optional(),
  /** Where traces are sent; none are made where it is not set. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be the address of an OTLP/HTTP collector, such as http://127.0.0.1:4318' })
    .optional(),
  /** The share of traces that are kept, 0 to 1. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  METRICS_HOST: z.string().default('127.0.0.1'),
  /** Whose X-Forwarded-For is believed: the last so many proxies', or those with these addresses. Nobody's where not set. */
  TRUST_PROXY: z.string().default('false').transform(trustedProxies),
}

export type HouseSettings = z.output<z.ZodObject<typeof houseSettings>>
