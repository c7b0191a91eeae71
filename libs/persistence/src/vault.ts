import { createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { Envelopes, keyedHash, nextIv, padded, type ServiceKey } from './envelope'
import { StoreUnavailable } from './errors'
import type { EventKey } from './event-keys/event-key'
import { everythingOf, type Keyring } from './keyring'

const IV_BYTES = 12
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** How a value of an event is sealed: with what follows from the key of its topic and one that can be destroyed; with that of its topic; before there was one for each, with one for all. */
const FORM = 's3'
const FORM_OF_TOPICS = 's2'
const EARLIER_FORM = 's1'

/**
 * Keeps personal data unreadable to whoever has the store but not the data key (32 bytes, kept outside the store). Each service's documents and each topic's events have
 * keys of their own that follow from it; a process that runs one service may hold no others. Every ciphertext names its data key: a new one seals and finds, former ones
 * only open (docs/decisions/0011-key-rotation.md).
 */
export class Vault {
  private readonly rings: Keyring[]
  private readonly services = new Map<string, Envelopes>()
  private readonly topics = new Map<string, KeyObject>()
  private readonly verifying = new Map<string, KeyObject[]>()
  private sealedTogether: Keyring[] = []

  /** The current key first, then former ones, the newest first: data keys, or what is at hand of them. */
  constructor(...keys: (Buffer | Keyring)[]) {
    if (!keys.length) throw new Error('a vault needs a key')
    const rings = keys.map((key) => (Buffer.isBuffer(key) ? everythingOf(key) : key))
    this.rings = [...new Map(rings.map((ring) => [ring.id, ring])).values()]
  }

  /** The keys of a service's documents. Throws where they are not at hand. */
  of(service: string): Envelopes {
    const known = this.services.get(service) ?? new Envelopes(this.serviceKeys(service))
    this.services.set(service, known)
    return known
  }

  /** A value of an event of this topic: AES-256-GCM over its JSON, with blanks after it. `place` binds the ciphertext to where it lies, so that it cannot be moved to another field or event. */
  seal(value: unknown, place: string, topic: string, eventKey?: EventKey): string {
    const iv = nextIv()
    const [{ id }] = this.rings
    const ofTopic = this.topicKey(topic, id, place)
    const cipher = createCipheriv('aes-256-gcm', eventKey?.with(ofTopic) ?? ofTopic, iv).setAAD(Buffer.from(place))
    const sealed = Buffer.concat([iv, cipher.update(padded(JSON.stringify(value)), 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `${eventKey ? `${FORM}.${id}.${eventKey.id}` : `${FORM_OF_TOPICS}.${id}`}.${sealed.toString('base64url')}`
  }

  /**
   * Throws where the text was altered, moved, or sealed with a key that is not at hand. Of what is in no topic, only what was sealed before topics had keys can be opened.
   * `eventKey`: the one that it names (`eventKeyOf`).
   */
  open<T>(text: string, place: string, topic?: string, eventKey?: EventKey): T {
    const sealed = Buffer.from(String(text).slice(String(text).lastIndexOf('.') + 1), 'base64url')
    const key = this.opening(String(text), place, topic, eventKey)
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), { authTagLength: 16 })
      decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-16))
      const opened = decipher.update(sealed.subarray(IV_BYTES, -16))
      // Nothing comes out any more, but this is where the tag is checked.
      decipher.final()
      return JSON.parse(opened.toString())
    } catch (cause) {
      throw new Error(`what lies at ${place} was altered or moved there`, { cause })
    }
  }

  /** Throws StoreUnavailable where events of a topic that is heard could not be opened. */
  requireTopic(topic: string): void {
    if (!this.rings.every((ring) => ring.topic(topic)))
      throw new StoreUnavailable(`KEYS_FILE does not hold the key of ${topic}: make it anew with \`npm run keys\`, as with each new version`)
  }

  /**
   * Keyed hashes of what a service is asked for, under every key at hand, the current one first: only the hash was kept, so that it cannot be made anew when the key is
   * changed. Last come those that were made when all services had one key.
   */
  requestHashes(service: string, value: string): string[] {
    const earlier = this.sealedTogether.map((ring) => keyedHash(ring.earlier.hash, value, 'idempotency'))
    return [...this.of(service).hashes(value, 'idempotency'), ...earlier]
  }

  /** Names of the data keys that were used here before each service had keys of its own. */
  usedTogether(ids: string[]): void {
    this.sealedTogether = this.rings.filter(({ id }) => ids.includes(id))
  }

  /** The key of one file's bytes, under the data key of that name. Throws where that is not at hand. */
  blobKey({ service, id, salt }: { service: string; id: string; salt: Buffer }, keyId: string): Buffer {
    const part = this.rings.find((ring) => ring.id === keyId)?.service(service)
    if (!part) throw new Error(`the blob ${id} was sealed with another key (${keyId})`)
    return Buffer.from(hkdfSync('sha256', part.files, salt, id, 32))
  }

  /** Names of the data keys at hand, the current one first; they tell nothing of the keys. */
  get keyIds(): string[] {
    return this.rings.map(({ id }) => id)
  }

  /** Whether all that follows from its keys is at hand, or what one service was given. */
  get isWhole(): boolean {
    return this.rings[0].station !== undefined
  }

  /** Ed25519: signs the daily record of the evidence chain, a station's or that of a service's topic. Throws where the key is not at hand. */
  signingKey(service?: string): KeyObject {
    const [{ station, service: partOf }] = this.rings
    const seed = service === undefined ? station : partOf(service)?.seals
    if (!seed) throw new Error(`the key that signs the seals of ${service ?? 'a station'} is not at hand`)
    return signing(seed)
  }

  /** Which keys such a record may be signed with. Before services had keys of their own, all were signed as a station's. */
  verifyingKeys(service?: string): KeyObject[] {
    const known = this.verifying.get(service ?? '') ?? this.rings.flatMap((ring) => verifyingKeysOf(ring, service))
    this.verifying.set(service ?? '', known)
    return known
  }

  private serviceKeys(service: string): ServiceKey[] {
    const keys = this.rings.flatMap((ring) => {
      const part = ring.service(service)
      return part ? [{ id: ring.id, seal: createSecretKey(part.documents), hash: createSecretKey(part.hashes) }] : []
    })
    if (keys[0]?.id !== this.rings[0].id) throw new Error(`the keys of ${service} are not at hand`)
    return keys
  }

  private opening(text: string, place: string, topic: string | undefined, eventKey: EventKey | undefined): KeyObject | Buffer {
    const [form, id] = text.split('.', 2)
    if (form === EARLIER_FORM) return this.ring(id, place).earlier.seal
    if (form === FORM_OF_TOPICS && topic) return this.topicKey(topic, id, place)
    if (form !== FORM || !topic) throw new Error(`what lies at ${place} is not sealed`)
    if (eventKey?.id !== eventKeyOf(text))
      throw new Error(`what lies at ${place} was sealed with the event key ${eventKeyOf(text)}, which is not at hand`)
    return (eventKey as EventKey).with(this.topicKey(topic, id, place))
  }

  private topicKey(topic: string, id: string, place: string): KeyObject {
    const name = `${id} ${topic}`
    const known = this.topics.get(name)
    if (known) return known
    const key = this.ring(id, place).topic(topic)
    if (!key) throw new Error(`what lies at ${place} is sealed with the key of ${topic} (${id}), which is not at hand`)
    const made = createSecretKey(key)
    this.topics.set(name, made)
    return made
  }

  private ring(id: string, place: string): Keyring {
    const ring = this.rings.find((one) => one.id === id)
    if (!ring) throw new Error(`what lies at ${place} was sealed with another key (${id}): DATA_KEY is not the one this data was made with`)
    return ring
  }
}

/** The event key that a value was sealed with; undefined where it was sealed with the key of its topic alone. */
export function eventKeyOf(text: unknown): string | undefined {
  const [form, , id] = String(text).split('.', 3)
  return form === FORM ? id : undefined
}

const signing = (seed: Buffer): KeyObject => createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' })

const verifyingKeysOf = ({ station, service: partOf }: Keyring, service: string | undefined): KeyObject[] =>
  [service === undefined ? undefined : partOf(service)?.seals, station].flatMap((seed) => (seed ? [createPublicKey(signing(seed))] : []))
