import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { type Staff, signAccessToken } from '@yiwang/auth'
import type { ServicesUnderTest } from '@yiwang/testing'
import { KeysService } from '../../services/identity/src/keys/keys.service'
import { makeNextKey, type SigningKey } from '../../services/identity/src/keys/signing-key'
import { signingKeySchema } from '../../services/identity/src/keys/signing-key.schema'
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

describe('another signing key', () => {
  const keys = '/api/identity/keys'
  const kids = async () => (await jwks()).map(({ kid }: { kid: string }) => kid)
  const signsWith = async () => {
    const { body } = await signIn(app, 'admin').expect(201)
    return { token: body.accessToken, kid: read(body.accessToken)[0].kid }
  }
  const letPass = async (seconds: number) => {
    app.clock.advance(seconds * 1000)
    await app.sweep(KeysService)
  }

  it('is for the admins of the whole city to make', async () => {
    await app.as('operator').post(keys).expect(403)
    await app.as('admin', { area: '320613004006' }).post(keys).expect(403, { code: 'not-allowed' })
    await app.anonymous().post(keys).expect(401)
    await app.bearing(token).post(keys, { kid: 'mine' }).expect(400)
    expect(await kids()).toHaveLength(1)
  })

  it('is published at once, signs a minute later, and the former one stays until its last token has expired', async () => {
    const [former] = await kids()
    const before = await signsWith()
    const { body: next } = await app.bearing(before.token).post(keys).expect(201)
    // Asked twice, it is the same one.
    expect((await app.bearing(before.token).post(keys).expect(201)).body).toEqual(next)
    expect((await kids()).sort()).toEqual([former, next.kid].sort())
    expect(await signsWith()).toMatchObject({ kid: former })

    await letPass(60)
    const [fresh, late] = [await signsWith(), before.token]
    expect(fresh.kid).toBe(next.kid)
    for (const one of [fresh.token, late]) await app.bearing(one).get(door).expect(200)

    await letPass(899)
    expect(await kids()).toContain(former)
    await letPass(61)
    expect(await kids()).toEqual([next.kid])
    const { token: current } = await signsWith()
    await app.bearing(current).get(door).expect(200)
    await app.restart()
    expect(await kids()).toEqual([next.kid])
    expect(await signsWith()).toMatchObject({ kid: next.kid })
  })

  it('takes over at once where the one that signs may have been seen, and what that one signed is refused', async () => {
    const before = await signsWith()
    await app.bearing(before.token).get(door).expect(200)
    await app.as('operator').delete(`${keys}/${before.kid}`).expect(403)
    await app.as('admin', { area: '320613004006' }).delete(`${keys}/${before.kid}`).expect(403, { code: 'not-allowed' })
    await app.bearing(before.token).delete(`${keys}/nobodys`).expect(404, { code: 'not-found' })
    await app.bearing(before.token).get(door).expect(200)

    await app.bearing(before.token).delete(`${keys}/${before.kid}`).expect(204)
    await app.bearing(before.token).get(door).expect(401, { code: 'not-signed-in' })
    expect(await kids()).not.toContain(before.kid)
    const after = await signsWith()
    expect(await kids()).toContain(after.kid)
    await app.bearing(after.token).get(door).expect(200)
    // Again changes nothing.
    await app.bearing(after.token).delete(`${keys}/${before.kid}`).expect(204)
    expect(await signsWith()).toMatchObject({ kid: after.kid })
    await app.restart()
    await app.bearing(before.token).get(door).expect(401)
    await app.bearing(after.token).get(door).expect(200)
  })

  it('that another instance made is heard of by itself', async () => {
    const theirs = makeNextKey('theirs', app.clock.now())
    await app.collection<SigningKey>(signingKeySchema).insert({ set: theirs })
    await letPass(10)
    expect(await kids()).toContain(theirs.publicKey.kid)
    await letPass(50)
    expect(await signsWith()).toMatchObject({ kid: theirs.publicKey.kid })
  })
})
