import { createPrivateKey, type KeyObject } from 'node:crypto'
import { Injectable, type OnModuleInit } from '@nestjs/common'
import { PublicKeys, type Staff, signAccessToken } from '@yiwang/auth'
import { Clock, deriveId } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { makeSigningKey, type SigningKey, signingNow } from './signing-key'

export const ACCESS_TOKEN_SECONDS = 15 * 60

// One id for the first key, whoever is first: several instances that start together share it.
const FIRST = deriveId('identity', 'first signing key')

@Injectable()
export class KeysService implements OnModuleInit {
  private signing: { key: KeyObject; kid: string }
  private known: SigningKey[] = []

  constructor(
    @InjectCollection('keys') private readonly keys: Collection<SigningKey>,
    private readonly publicKeys: PublicKeys,
    private readonly clock: Clock,
  ) {}

  async onModuleInit() {
    await this.keys.upsert(FIRST, (key) => (key ? undefined : { set: makeSigningKey(FIRST, this.clock.now()) }))
    for await (const key of this.keys.each({})) this.known.push(key)
    for (const { publicKey } of this.known) this.publicKeys.add(publicKey)

    const key = signingNow(this.known)
    if (!key) throw new Error('every signing key is retired')
    this.signing = { key: createPrivateKey(key.privateKey), kid: key.publicKey.kid }
  }

  accessToken(staff: Staff): string {
    return signAccessToken(this.signing.key, this.signing.kid, staff, { now: this.clock.now(), seconds: ACCESS_TOKEN_SECONDS })
  }

  published() {
    return this.known.map(({ publicKey: { kty, crv, x, y, kid } }) => ({ kty, crv, x, y, kid, use: 'sig', alg: 'ES256' }))
  }
}
