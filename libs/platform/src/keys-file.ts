import { chmodSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ServiceName } from '@yiwang/contracts'
import { everythingOf, type Keyring, type ServicePart } from '@yiwang/persistence/stores'
import { z } from 'zod'
import { replace } from './data-keys'
import { isDataKey, SettingsError } from './settings'

const key = z
  .string()
  .refine(isDataKey)
  .transform((text) => Buffer.from(text, 'base64'))

/** What one service is given of one data key. */
const part = z.strictObject({
  of: z.string().regex(/^[0-9a-f]{8}$/),
  documents: key,
  hashes: key,
  files: key,
  seals: key,
  topics: z.record(z.string(), key),
  earlier: z.strictObject({ seal: key, hash: key }),
})

/** The current data key's part first. */
const given = z.strictObject({ service: z.string(), keys: z.array(part).min(1) })

/** Writes what a service is given of these data keys, the current one first: its own, and the topics that it writes and hears. For its owner's eyes only, in a folder that is. */
export function writeKeys(path: string, { service, topics, dataKeys }: { service: ServiceName; topics: string[]; dataKeys: Buffer[] }): void {
  const keys = dataKeys.map(everythingOf).map((all): z.input<typeof part> => {
    const { documents, hashes, files, seals } = all.service(service) as ServicePart
    return {
      of: all.id,
      ...texts({ documents, hashes, files, seals }),
      topics: texts(Object.fromEntries(topics.map((topic) => [topic, all.topic(topic) as Buffer]))),
      earlier: texts({ ...all.earlier }),
    }
  })
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  chmodSync(dirname(path), 0o700)
  replace(path, `${JSON.stringify({ service, keys }, null, 2)}\n`)
}

const texts = <K extends string>(keys: Record<K, Buffer>) =>
  Object.fromEntries(Object.entries<Buffer>(keys).map(([name, one]) => [name, one.toString('base64')])) as Record<K, string>

/** Throws SettingsError where the file is not there, is none of these, or is another service's. Its content is never told. */
export function readKeys(path: string, service: ServiceName): Keyring[] {
  const { success, data } = given.safeParse(contentOf(path))
  if (!success) throw new SettingsError(`KEYS_FILE: ${path} is no file of keys as \`npm run keys\` writes it`)
  if (data.service !== service) throw new SettingsError(`KEYS_FILE: ${path} holds the keys of ${data.service}, and this is ${service}`)
  return data.keys.map(({ of: id, topics, earlier, ...own }) => ({
    id,
    service: (name) => (name === service ? own : undefined),
    topic: (name) => (Object.hasOwn(topics, name) ? topics[name] : undefined),
    earlier,
  }))
}

function contentOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw new SettingsError(`KEYS_FILE: ${path} cannot be read: ${(error as NodeJS.ErrnoException).code}`)
  }
}
