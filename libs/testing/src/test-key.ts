import { makeKeyPair, type PublicJwk } from '@yiwang/auth'

const { privateKey, publicKey } = makeKeyPair()

/** Signs the tokens of those who ask in tests. Made anew in each test process. */
export const testKey = { privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid: 'test' } as PublicJwk }
