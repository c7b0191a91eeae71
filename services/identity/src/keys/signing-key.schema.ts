import { keptAs, optional, part, schemaOf, sealed, text, time } from '@yiwang/persistence'
import type { SigningKey } from './signing-key'

export const signingKeySchema = schemaOf<SigningKey>('keys', {
  publicKey: part({ kty: text, crv: text, x: text, y: text, kid: text }),
  privateKey: sealed(text),
  createdAt: time,
  signsFrom: optional(time),
  revokedAt: optional(time),
})

keptAs(signingKeySchema, 'passing')
