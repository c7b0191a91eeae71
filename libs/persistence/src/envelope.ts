import { createCipheriv, createDecipheriv, createHmac, type KeyObject, randomBytes } from 'node:crypto'

const IV_BYTES = 12
const TAG_BYTES = 16
const STOCK = 512
let random = Buffer.alloc(0)

/** Random bytes drawn in stock: asking the system for twelve at a time costs more than the sealing. */
export function nextIv(): Buffer {
  if (random.length < IV_BYTES) random = randomBytes(IV_BYTES * STOCK)
  const iv = random.subarray(0, IV_BYTES)
  random = random.subarray(IV_BYTES)
  return iv
}

/** What is sealed is made this long, or a multiple of it: otherwise a name would show how many characters it has. */
const SEALED_BYTES = 64

/** With blanks behind it, which are no part of a JSON text: whoever opens it need not know. `more`: blanks that it is to have in any case. */
export function padded(text: string, more = 0): string {
  const bytes = Buffer.byteLength(text) + more
  return text + ' '.repeat(more + ((SEALED_BYTES - (bytes % SEALED_BYTES)) % SEALED_BYTES))
}

/** One service's part of a data key. */
export interface ServiceKey {
  /** Of the data key, 8 hexadecimal digits. */
  id: string
  seal: KeyObject
  hash: KeyObject
}

/** AES-256-GCM, and what is bound to it as `canonical` writes it: the first byte of an envelope. Another way to seal has another letter. */
const ALGORITHM = 'A'.charCodeAt(0)
const KEY_BYTES = 4
const HEAD_BYTES = 1 + KEY_BYTES + IV_BYTES

/**
 * Seals and opens the envelopes of one service's documents, and hashes what they are found by. An envelope is: algorithm, key, random bytes, ciphertext, tag; nothing in it is text.
 * The current key seals and hashes, former ones only open.
 */
export class Envelopes {
  private readonly current: ServiceKey
  private readonly currentId: number
  private readonly byId: Map<number, ServiceKey>

  /** The current key first. */
  constructor(keys: ServiceKey[]) {
    this.current = keys[0]
    this.currentId = numberOf(keys[0])
    this.byId = new Map(keys.map((key) => [numberOf(key), key]))
  }

  /** `bound` is authenticated with it, and not kept: it opens beside exactly that. */
  seal(text: string, bound: string): Buffer {
    const iv = nextIv()
    const cipher = createCipheriv('aes-256-gcm', this.current.seal, iv).setAAD(Buffer.from(bound))
    const body = cipher.update(text, 'utf8')
    cipher.final()
    const envelope = Buffer.allocUnsafe(HEAD_BYTES + body.length + TAG_BYTES)
    envelope[0] = ALGORITHM
    envelope.writeUInt32BE(this.currentId, 1)
    iv.copy(envelope, 1 + KEY_BYTES)
    body.copy(envelope, HEAD_BYTES)
    cipher.getAuthTag().copy(envelope, HEAD_BYTES + body.length)
    return envelope
  }

  /** Throws, naming the `place`, where it was altered, lies beside something else than it was sealed with, or is under a key that is not at hand. */
  open(bytes: Uint8Array, bound: string, place: string): string {
    const envelope = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (envelope[0] !== ALGORITHM || envelope.length < HEAD_BYTES + TAG_BYTES)
      throw new Error(`what lies at ${place} is no envelope that this version knows`)
    const key = this.byId.get(envelope.readUInt32BE(1))
    if (!key) {
      const id = envelope.toString('hex', 1, 1 + KEY_BYTES)
      throw new Error(`what lies at ${place} was sealed with another key (${id}): DATA_KEY is not the one this data was made with`)
    }
    try {
      const decipher = createDecipheriv('aes-256-gcm', key.seal, envelope.subarray(1 + KEY_BYTES, HEAD_BYTES), { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(bound)).setAuthTag(envelope.subarray(-TAG_BYTES))
      const text = decipher.update(envelope.subarray(HEAD_BYTES, -TAG_BYTES))
      // Nothing comes out any more, but this is where the tag is checked.
      decipher.final()
      return text.toString()
    } catch (cause) {
      throw new Error(`what lies at ${place} was altered or moved there`, { cause })
    }
  }

  /** Whether it is sealed with the current key. */
  isCurrent = (bytes: Uint8Array): boolean => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).readUInt32BE(1) === this.currentId

  /** A keyed hash by which a sealed value is found again without being readable (HMAC-SHA256, 128 bits). */
  hash = (value: string, place: string): string => keyedHash(this.current.hash, value, place)

  /** The same under every key at hand, the current one first. */
  hashes = (value: string, place: string): string[] => [...this.byId.values()].map((key) => keyedHash(key.hash, value, place))
}

const numberOf = ({ id }: ServiceKey): number => Number.parseInt(id, 16)

export const keyedHash = (key: KeyObject | Buffer, value: string, place: string): string =>
  createHmac('sha256', key).update(`${place}\0${value}`).digest().subarray(0, 16).toString('base64url')
