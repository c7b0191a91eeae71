import { createPrivateKey, type KeyObject } from 'node:crypto'
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common'
import { PublicKeys, type Staff, signAccessToken } from '@yiwang/auth'
import { Clock, DomainError, deriveId, newId, secondsUntil } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { AreasService, Every } from '@yiwang/platform'
import { isWaiting, makeNextKey, makeReplacement, makeSigningKey, publishedNow, type SigningKey, signingNow } from './signing-key'
import { signingKeySchema } from './signing-key.schema'

export const ACCESS_TOKEN_SECONDS = 15 * 60

// One id for the first key, whoever is first: several instances that start together share it.
const FIRST = deriveId('identity', 'first signing key')

@Injectable()
export class KeysService implements OnModuleInit {
  private known: SigningKey[] = []
  private readonly opened = new Map<string, KeyObject>()
  private readonly logger = new Logger(KeysService.name)

  constructor(
    @InjectCollection(signingKeySchema) private readonly keys: Collection<SigningKey>,
    private readonly publicKeys: PublicKeys,
    private readonly areas: AreasService,
    private readonly clock: Clock,
  ) {}

  async onModuleInit() {
    await this.keys.upsert(FIRST, (key) => (key ? undefined : { set: makeSigningKey(FIRST, this.clock.now()) }))
    await this.readAgain()
  }

  accessToken(staff: Staff, seconds = ACCESS_TOKEN_SECONDS): string {
    const now = this.clock.now()
    const signing = signingNow(this.known, now)
    if (!signing) throw new Error('there is no signing key')
    return signAccessToken(this.open(signing), signing.publicKey.kid, staff, { now, seconds })
  }

  /** One that is good no longer than what it follows from. */
  accessTokenUntil(staff: Staff, until: Date | undefined): { accessToken: string; expiresIn: number } {
    const expiresIn = Math.min(ACCESS_TOKEN_SECONDS, until ? secondsUntil(until, this.clock.now()) : ACCESS_TOKEN_SECONDS)
    return { accessToken: this.accessToken(staff, expiresIn), expiresIn }
  }

  published() {
    return this.publishedKeys().map(({ publicKey: { kty, crv, x, y, kid } }) => ({ kty, crv, x, y, kid, use: 'sig', alg: 'ES256' }))
  }

  /** Makes a key that takes over in a moment; where one is already waiting to, that one is answered. Only the city's own admins may. */
  async change(by: Staff): Promise<SigningKey> {
    await this.areas.requireCity(by)
    await this.readAgain()
    const now = this.clock.now()
    const waiting = this.known.find((key) => isWaiting(key, now))
    if (waiting) return waiting
    const made = await this.keys.insert({ set: makeNextKey(newId(), now) })
    this.logger.warn(`staff ${by.id} changes the signing key: ${made.publicKey.kid} signs from ${made.signsFrom?.toISOString()}`)
    await this.readAgain()
    return made
  }

  /** At once: whatever was signed with it is refused, by whoever holds it; sessions go on with another key. Only the city's own admins may. */
  async revoke(kid: string, by: Staff): Promise<void> {
    await this.areas.requireCity(by)
    await this.readAgain()
    const key = this.known.find(({ publicKey }) => publicKey.kid === kid)
    if (!key) throw new DomainError('not-found')
    const now = this.clock.now()
    // First, so that there is always one that signs.
    if (key === signingNow(this.known, now)) await this.keys.insert({ set: makeReplacement(newId(), now) })
    await this.keys.change(key.id, ({ revokedAt = now }) => ({ set: { revokedAt } }))
    this.logger.warn(`staff ${by.id} revokes the signing key ${kid}`)
    await this.readAgain()
  }

  /** Other instances make keys too: every instance hears of a new one well before it signs, and lets go of one whose tokens have expired. */
  @Every(10_000)
  async readAgain(): Promise<void> {
    const known: SigningKey[] = []
    for await (const key of this.keys.each({})) known.push(key)
    this.known = known
    this.publicKeys.follow(this.publishedKeys().map(({ publicKey }) => publicKey))
  }

  private publishedKeys = (): SigningKey[] => publishedNow(this.known, this.clock.now(), ACCESS_TOKEN_SECONDS)

  private open({ id, privateKey }: SigningKey): KeyObject {
    const key = this.opened.get(id) ?? createPrivateKey(privateKey)
    this.opened.set(id, key)
    return key
  }
}
