import { z } from 'zod'

/** Settings are wrong: the message names each one and what is expected of it. */
export class SettingsError extends Error {}

/**
 * Reads settings from the environment, validated once at boot. The only reader of `process.env`. An empty value counts as absent, so that a
 * compose file may pass on what is not set.
 */
export function readSettings<S extends z.ZodRawShape>(shape: S): z.output<z.ZodObject<S>> {
  const present = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))
  const { data, error } = z.object(shape).safeParse(present)
  if (error) throw new SettingsError(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
  return data as z.output<z.ZodObject<S>>
}

export const port = z.coerce.number().int().min(0).max(65535)

/** What every process needs. */
export const houseSettings = {
  PORT: port.default(8080),
  /** The address to listen on; `0.0.0.0` lets other machines in. */
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('./data'),
  DATA_KEY: z
    .string()
    .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be the base64 of 32 bytes')
    .optional(),
  DEMO_PASSWORD: z.string().min(8).optional(),
  IDENTITY_URL: z.url().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  METRICS_PORT: port.optional(),
  /** Set behind a reverse proxy, so that client addresses are taken from its X-Forwarded-For. */
  TRUST_PROXY: z.stringbool().default(false),
}

export type HouseSettings = z.output<z.ZodObject<typeof houseSettings>>
