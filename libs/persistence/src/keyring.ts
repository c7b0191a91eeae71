import { createHash, hkdfSync } from 'node:crypto'

/** One service's part of a data key. */
export interface ServicePart {
  /** Seals its documents. */
  documents: Buffer
  /** Hashes what they are found by. */
  hashes: Buffer
  /** The key of each of its files follows from this one. */
  files: Buffer
  /** Signs the seals of its topic. */
  seals: Buffer
}

/** What one data key was used for before each topic and each service had a key of its own. */
export interface Earlier {
  /** Sealed the fields of all events, and of all documents that had no envelope. */
  seal: Buffer
  /** Made the hashes of all requests. */
  hash: Buffer
}

/** What is at hand of one data key: all that follows from it, or what one service was given (docs/decisions/0036-keys-to-ones-own-rooms.md). */
export interface Keyring {
  /** The data key's name, 8 hexadecimal digits that tell nothing of it. */
  id: string
  service(name: string): ServicePart | undefined
  /** Seals the fields of a topic's events. */
  topic(name: string): Buffer | undefined
  earlier: Earlier
  /** Signs the seals of a station. No service is given it. */
  station?: Buffer
}

/** Everything that follows from a data key of 32 bytes. */
export function everythingOf(dataKey: Buffer): Keyring {
  if (dataKey.length !== 32) throw new Error('DATA_KEY must be the base64 of 32 bytes')
  const key = (purpose: string) => Buffer.from(hkdfSync('sha256', dataKey, '', `yiwang ${purpose}`, 32))
  return {
    id: createHash('sha256').update(key('id')).digest('hex').slice(0, 8),
    service: (name) => ({
      documents: key(`documents of ${name}`),
      hashes: key(`hashes of ${name}`),
      files: key(`blobs of ${name}`),
      seals: key(`seals of ${name}`),
    }),
    topic: (name) => key(`events of ${name}`),
    earlier: { seal: key('seal'), hash: key('lookup') },
    station: key('signing'),
  }
}
