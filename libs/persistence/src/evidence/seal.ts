import { createHash, type KeyObject, sign, verify } from 'node:crypto'
import type { StationFile } from '../sqlite/file'

/** The last event of an aggregate at some moment. */
export interface Head {
  source: string
  subject: string
  sequence: number
  hash: string
}

/** A day's record: how many events there are up to a place in the log, and which aggregates' heads moved since the seal before. */
export interface Seal {
  /** 1, 2, 3 … */
  number: number
  /** RFC 3339 */
  at: string
  /** The last place in the log that it covers. */
  position: number
  /** Events up to there. */
  count: number
  /** SHA-256 over the heads that moved since the seal before, by source and subject. */
  root: string
  /** Hash of the seal before; empty for the first. */
  previous: string
  /** Ed25519, base64url. */
  signature: string
}

const DIGEST = 'sha256'

export function defineSeals(file: StationFile): void {
  file.define(`
    CREATE TABLE IF NOT EXISTS seals (
      number INTEGER PRIMARY KEY, at TEXT NOT NULL, position INTEGER NOT NULL, count INTEGER NOT NULL,
      root TEXT NOT NULL, previous TEXT NOT NULL, signature TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS sealed_heads (
      seal INTEGER NOT NULL, source TEXT NOT NULL, subject TEXT NOT NULL, sequence INTEGER NOT NULL, hash TEXT NOT NULL,
      PRIMARY KEY (seal, source, subject)) WITHOUT ROWID;`)
}

export const rootOf = (heads: Iterable<Head>): string => {
  const hash = createHash(DIGEST)
  for (const { source, subject, sequence, hash: head } of heads) hash.update(`${JSON.stringify([source, subject, sequence, head])}\n`)
  return hash.digest('hex')
}

const payload = ({ number, at, position, count, root, previous }: Omit<Seal, 'signature'>) =>
  Buffer.from(JSON.stringify([number, at, position, count, root, previous]))

export const sealHash = (seal: Seal): string => createHash(DIGEST).update(payload(seal)).update(seal.signature).digest('hex')

export const signed = (seal: Omit<Seal, 'signature'>, key: KeyObject): Seal => ({
  ...seal,
  signature: sign(null, payload(seal), key).toString('base64url'),
})

export const isSigned = (seal: Seal, keys: KeyObject[]): boolean => {
  const signature = Buffer.from(seal.signature, 'base64url')
  return keys.some((key) => verify(null, payload(seal), key, signature))
}
