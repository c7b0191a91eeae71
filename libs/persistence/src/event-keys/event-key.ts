import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'

/**
 * The half of a key that can be destroyed. What seals an event's fields follows from it and from the key of the event's topic: who has the one without the other opens
 * nothing, so that it may lie as it is, and whoever is to hear the event reads it.
 */
export class EventKey {
  private readonly made = new WeakMap<KeyObject, KeyObject>()

  constructor(
    readonly id: string,
    private readonly half: Uint8Array,
  ) {}

  /** As a store keeps it. */
  kept(): Required<Pick<KeptKey, 'id' | 'half'>> {
    return { id: this.id, half: this.half }
  }

  /** `topic`: the other half. */
  with(topic: KeyObject): KeyObject {
    const known = this.made.get(topic)
    if (known) return known
    const key = createSecretKey(createHmac('sha256', topic).update(this.half).digest())
    this.made.set(topic, key)
    return key
  }
}

/** Whose keys it is among: a service makes and destroys its own. */
export const serviceOfKey = (id: string): string => id.slice(0, id.indexOf('/'))

/** A key as it is kept; without its half once that was destroyed. */
export interface KeptKey {
  /** `<service>/…` */
  id: string
  half?: Uint8Array
  /** Whose it was: `/<service>/<collection>/<id>`, or a month's. */
  of?: string
  destroyedAt?: Date
}

/** Where event keys lie: outside of the log, of the documents, and of what is backed up with them. What answers at once is no promise. */
export interface EventKeyStore {
  read(ids: string[]): KeptKey[] | Promise<KeptKey[]>
  /** Durable before it answers. Those whose ids are there already stay as they are. */
  add(keys: Required<Pick<KeptKey, 'id' | 'half'>>[]): void | Promise<void>
  /** For good: the half is overwritten, and that it was destroyed stays. */
  destroy(id: string, of: string, at: Date): Promise<void>
  /** Of one service's, those whose `of` begins so, by `of`. */
  destroyed(service: string, begin: string, after: string, limit: number): Promise<KeptKey[]>
  /** Every key of one service, by id. */
  page(service: string, after: string, limit: number): Promise<KeptKey[]>
  /** As they are elsewhere; the same once more changes nothing. */
  addKept(keys: KeptKey[]): Promise<void>
  /** Where it was lost and begun anew, by what name it goes since: what is not here is not to come. */
  readonly begunAnew?: string
  /** Says so. */
  beginAnew(name: string): Promise<void>
}
