import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { type Staff, signAccessToken } from '@yiwang/auth'
import type { ServicesUnderTest } from '@yiwang/testing'
import { anAccount, signIn, startIdentity } from './staff'

const door = '/api/identity/accounts'
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const read = (token: string) =>
  token
    .split('.')
    .slice(0, 2)
    .map((text) => JSON.parse(Buffer.from(text, 'base64url').toString()))

let app: ServicesUnderTest
let admin: Staff
let token: string
beforeAll(async () => {
  app = await startIdentity()
  await anAccount(app, { account: 'admin', role: 'admin', areaCode: '320600000000' })
  const { body } = await signIn(app, 'admin').expect(201)
  admin = body.account
  token = body.accessToken
})

const jwks = async () => (await app.anonymous().get('/api/identity/jwks').expect(200)).body.keys

describe('an access token', () => {
  it('says who it is, for a quarter of an hour, and is checked with a published key', async () => {
    const [header, claims] = read(token)
    expect(header).toEqual({ alg: 'ES256', typ: 'JWT', kid: (await jwks())[0].kid })
    expect(claims).toMatchObject({ sub: admin.id, account: 'admin', role: 'admin', areaCode: '320600000000', iss: 'yiwang', aud: 'yiwang' })
    expect(claims.exp - claims.iat).toBe(900)
    await app.bearing(token).get(door).expect(200)
  })

  it('expires', async () => {
    app.clock.advance(901_000)
    await app.bearing(token).get(door).expect(401, { code: 'not-signed-in' })
    app.clock.advance(-901_000)
    await app.bearing(token).get(door).expect(200)
  })

  it('is refused where it is forged', async () => {
    const [{ kid }, claims] = read(token)
    const [published] = await jwks()
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    const life = { now: app.clock.now(), seconds: 900 }
    const publicKey = createPublicKey({ key: published, format: 'jwk' })
    const forged = ['none', 'HS256'].map((alg) => `${part({ alg, typ: 'JWT', kid })}.${part(claims)}`)
    const hmac = (secret: string | Buffer) => `${forged[1]}.${createHmac('sha256', secret).update(forged[1]).digest('base64url')}`

    const tokens = {
      unsigned: `${forged[0]}.`,
      'signed with the public key as a secret (PEM)': hmac(publicKey.export({ format: 'pem', type: 'spki' })),
      'signed with the public key as a secret (DER)': hmac(publicKey.export({ format: 'der', type: 'spki' })),
      'signed with the public key as a secret (JWK)': hmac(JSON.stringify(published)),
      'signed with another key': signAccessToken(other, kid, admin, life),
      'signed with an unknown key': signAccessToken(other, 'unknown', admin, life),
      altered: [token.split('.')[0], part({ ...claims, areaCode: '320613000000' }), token.split('.')[2]].join('.'),
      'without a signature': token.split('.').slice(0, 2).join('.'),
    }
    for (const [how, one] of Object.entries(tokens)) expect([how, (await app.bearing(one).get(door)).status]).toEqual([how, 401])
  })
})

describe('the keys', () => {
  it('are published in their public half only', async () => {
    const keys = await jwks()
    expect(keys).toEqual([
      { kty: 'EC', crv: 'P-256', x: expect.any(String), y: expect.any(String), kid: expect.any(String), use: 'sig', alg: 'ES256' },
    ])
  })

  it('outlast a restart, and lie sealed', async () => {
    const before = await jwks()
    await app.restart()
    expect(await jwks()).toEqual(before)
    await app.bearing(token).get(door).expect(200)
    const kept = await app.kept()
    expect(kept.length).toBeGreaterThan(0)
    expect(kept.includes('PRIVATE KEY')).toBe(false)
  })
})
