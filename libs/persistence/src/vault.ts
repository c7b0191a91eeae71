import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import { Envelopes, keyedHash, nextIv, padded, type ServiceKey } from './envelope'

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

interface Keys {
  id: string
  seal: Buffer
  lookup: Buffer
  signing: KeyObject
  blobs(service: string): Buffer
  of(service: string): ServiceKey
}

const IV_BYTES = 12

function derive(dataKey: Buffer): Keys {
  if (dataKey.length !== 32) throw new Error('DATA_KEY must be the base64 of 32 bytes')
  const key = (purpose: string) => Buffer.from(hkdfSync('sha256', dataKey, '', `yiwang ${purpose}`, 32))
  const id = createHash('sha256').update(key('id')).digest('hex').slice(0, 8)
  return {
    id,
    seal: key('seal'),
    lookup: key('lookup'),
    of: (service) => ({ id, seal: createSecretKey(key(`documents of ${service}`)), hash: createSecretKey(key(`hashes of ${service}`)) }),
    signing: createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, key('signing')]), format: 'der', type: 'pkcs8' }),
    blobs: (service) => key(`blobs of ${service}`),
  }
}

/**
 * Keeps personal data unreadable to whoever has the store but not the data key (32 bytes, kept outside the store). Each service's documents have keys of their own, derived
 * from it. Every ciphertext names its key: a new one seals and finds, former ones only open (docs/decisions/0011-key-rotation.md).
 */
export class Vault {
  private readonly current: Keys
  private readonly byId: Map<string, Keys>
  private readonly services = new Map<string, Envelopes>()

  /** `dataKeys`: the current key first, then former ones, the newest first. */
  constructor(...dataKeys: Buffer[]) {
    const keys = dataKeys.map(derive)
    if (!keys.length) throw new Error('a vault needs a key')
    this.current = keys[0]
    this.byId = new Map(keys.map((key) => [key.id, key]))
  }

  /** The keys of a service's documents. */
  of(service: string): Envelopes {
    const known = this.services.get(service) ?? new Envelopes([...this.byId.values()].map((keys) => keys.of(service)))
    this.services.set(service, known)
    return known
  }

  /** A value of an event: AES-256-GCM over its JSON, with blanks after it. `place` binds the ciphertext to where it lies, so that it cannot be moved to another field or document. */
  seal(value: unknown, place: string): string {
    const iv = nextIv()
    const cipher = createCipheriv('aes-256-gcm', this.current.seal, iv).setAAD(Buffer.from(place))
    const sealed = Buffer.concat([iv, cipher.update(padded(JSON.stringify(value)), 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `s1.${this.current.id}.${sealed.toString('base64url')}`
  }

  /** Throws where the text was altered, moved, or sealed with a key that is not at hand. */
  open<T>(text: string, place: string): T {
    const [format, id, body = ''] = String(text).split('.')
    if (format !== 's1') throw new Error(`what lies at ${place} is not sealed`)
    const keys = this.byId.get(id)
    if (!keys) throw new Error(`what lies at ${place} was sealed with another key (${id}): DATA_KEY is not the one this data was made with`)
    const sealed = Buffer.from(body, 'base64url')
    try {
      const decipher = createDecipheriv('aes-256-gcm', keys.seal, sealed.subarray(0, IV_BYTES), { authTagLength: 16 })
      decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-16))
      const opened = decipher.update(sealed.subarray(IV_BYTES, -16))
      // Nothing comes out any more, but this is where the tag is checked.
      decipher.final()
      return JSON.parse(opened.toString())
    } catch (cause) {
      throw new Error(`what lies at ${place} was altered or moved there`, { cause })
    }
  }

  /** A keyed hash of what is no field of a document (HMAC-SHA256, 128 bits). */
  lookup(value: string, place: string): string {
    return keyedHash(this.current.lookup, value, place)
  }

  /** The same under every key at hand, the current one first: for what cannot be hashed anew because only its hash was kept. */
  lookups(value: string, place: string): string[] {
    return [...this.byId.values()].map((keys) => keyedHash(keys.lookup, value, place))
  }

  /** The key of one blob's bytes, under the data key of that name. Throws where that is not at hand. */
  blobKey({ service, id, salt }: { service: string; id: string; salt: Buffer }, keyId: string): Buffer {
    const keys = this.byId.get(keyId)
    if (!keys) throw new Error(`the blob ${id} was sealed with another key (${keyId})`)
    return Buffer.from(hkdfSync('sha256', keys.blobs(service), salt, id, 32))
  }

  /** Names of the keys at hand, the current one first; they tell nothing of the keys. */
  get keyIds(): string[] {
    return [...this.byId.keys()]
  }

  /** Ed25519: signs the daily record of the evidence chain. */
  get signingKey(): KeyObject {
    return this.current.signing
  }

  get verifyingKeys(): KeyObject[] {
    return [...this.byId.values()].map((keys) => createPublicKey(keys.signing))
  }
}
