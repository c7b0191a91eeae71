import { createHash, type KeyObject, sign, verify } from 'node:crypto'
import type { Vault } from '@yiwang/persistence'
import { inSlices } from '@yiwang/persistence/operations'

/** The last event of an aggregate at some moment. */
export interface Head {
  source: string
  subject: string
  sequence: number
  hash: string
}

/** A day's record: how many events there are up to a place in the log, and which aggregates' heads moved since the seal before. */
export interface Seal {
  /** Whose record it is: STATION, or a topic of the distributed row. */
  chain: string
  /** 1, 2, 3 … in its chain */
  number: number
  /** RFC 3339 */
  at: string
  /** The last place in the station's log that it covers; of a topic, where each partition ended. */
  position: number | number[]
  /** Events up to there. */
  count: number
  /** SHA-256 over the heads that moved since the seal before, by source and subject. */
  root: string
  /** Hash of the seal before; empty for the first. */
  previous: string
  /** Ed25519, base64url. */
  signature: string
  /** From this seal on, every document of whoever it speaks for has an envelope. */
  proven?: boolean
  /** It came here with a move, so that its events are here at other positions, and its count is not compared. */
  moved?: boolean
}

/** The chain of a station's seals. */
export const STATION = 'station'

const DIGEST = 'sha256'

/** SHA-256 over heads in the order of source and subject; they may be added in any number of parts. */
export class Root {
  private readonly hash = createHash(DIGEST)

  add(heads: Iterable<Head>): void {
    for (const { source, subject, sequence, hash } of heads) this.hash.update(`${JSON.stringify([source, subject, sequence, hash])}\n`)
  }

  digest = (): string => this.hash.digest('hex')
}

export async function rootOf(heads: Head[]): Promise<string> {
  const root = new Root()
  for await (const some of inSlices(heads)) root.add(some)
  return root.digest()
}

/** `17` of a station, `hotline/17` of a topic. */
export const sealName = ({ chain, number }: Pick<Seal, 'chain' | 'number'>): string =>
  chain === STATION ? String(number) : `${chain.split('.')[0]}/${number}`

/** What is hashed and signed. A station's chain is left out: its first seals were signed before there were others. `proven` is left out where it is not so: seals were signed before there was one. */
const payload = ({ chain, number, at, position, count, root, previous, proven }: Omit<Seal, 'signature'>) =>
  Buffer.from(JSON.stringify([...(chain === STATION ? [] : [chain]), number, at, position, count, root, previous, ...(proven ? ['proven'] : [])]))

export const sealHash = (seal: Seal): string => createHash(DIGEST).update(payload(seal)).update(seal.signature).digest('hex')

/** The next seal of a chain. */
export function sealAfter(
  before: Seal | undefined,
  { now, proven, ...covered }: Pick<Seal, 'chain' | 'position' | 'count' | 'root' | 'proven'> & { now: Date },
  key: KeyObject,
): Seal {
  const seal = {
    ...covered,
    number: (before?.number ?? 0) + 1,
    at: now.toISOString(),
    previous: before ? sealHash(before) : '',
    ...(proven && { proven }),
  }
  return { ...seal, signature: sign(null, payload(seal), key).toString('base64url') }
}

/** With the key of whoever it speaks for. */
export const isSigned = (seal: Seal, vault: Vault): boolean => {
  const signature = Buffer.from(seal.signature, 'base64url')
  const keys = vault.verifyingKeys(seal.chain === STATION ? undefined : seal.chain.split('.')[0])
  return keys.some((key) => verify(null, payload(seal), key, signature))
}
