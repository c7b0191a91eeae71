import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makeKeyPair } from './key-pair'
import { type PublicJwk, PublicKeys } from './public-keys'

const jwk = (kid: string) => ({ ...makeKeyPair().publicKey.export({ format: 'jwk' }), kid }) as PublicJwk

describe('public keys', () => {
  it('knows what it was given, and shows only the public half', async () => {
    const pair = makeKeyPair()
    const keys = new PublicKeys()
    keys.add({ ...pair.privateKey.export({ format: 'jwk' }), kid: 'own' } as PublicJwk)

    expect(await keys.find('other')).toBeUndefined()
    expect((await keys.find('own'))?.type).toBe('public')
    expect(Object.keys(keys.all()[0]).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
  })

  it.each([
    ['a secret', { kty: 'oct', k: 'c2VjcmV0', kid: 'k' }],
    ['another curve', { ...generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' }), kid: 'k' }],
    ['an RSA key', { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }), kid: 'k' }],
    ['a key without a name', { ...jwk('k'), kid: '' }],
  ])('refuses %s', (_, bad) => {
    expect(() => new PublicKeys().add(bad as PublicJwk)).toThrow('not a named public key')
  })

  describe('of identity elsewhere', () => {
    let server: Server
    let asked = 0
    const published = [jwk('first')]
    beforeAll((done) => {
      server = createServer((request, response) => {
        asked += 1
        response.end(request.url === '/api/identity/jwks' ? JSON.stringify({ keys: published }) : '')
      }).listen(0, '127.0.0.1', done)
    })
    afterAll(() => server.close())

    it('asks once for an unknown key, however many ask, and not again for seconds', async () => {
      const keys = new PublicKeys(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)

      const found = await Promise.all([keys.find('first'), keys.find('first'), keys.find('made-up')])
      expect(found.map((key) => key?.type)).toEqual(['public', 'public', undefined])
      await keys.find('made-up too')
      expect(asked).toBe(1)
    })

    it('are there once identity was reached', async () => {
      expect(await new PublicKeys(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).areThere()).toBe(true)
      expect(await new PublicKeys('http://127.0.0.1:1').areThere()).toBe(false)
    })

    it('follows the list without a restart: a new key is found, and one that is gone is no longer taken', async () => {
      const keys = new PublicKeys(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
      const clock = jest.spyOn(performance, 'now')
      const later = (ms: number) => clock.mockReturnValue(ms)
      const until = async (holds: () => boolean) => {
        while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1))
      }
      later(1_000_000)
      expect(await keys.find('first')).toBeDefined()
      published.push(jwk('second'))
      later(1_004_000)
      expect(await keys.find('second')).toBeDefined()

      published.shift()
      later(1_100_000)
      expect(await keys.find('first')).toBeDefined()
      later(1_400_000)
      const before = asked
      expect(await keys.find('first')).toBeDefined()
      await until(() => asked > before && keys.all().length === 1)
      later(1_404_000)
      expect(await keys.find('first')).toBeUndefined()
      expect(await keys.find('second')).toBeDefined()
      clock.mockRestore()
    })

    it('keeps what it knows while identity cannot be reached', async () => {
      const keys = new PublicKeys('http://127.0.0.1:9')
      keys.follow([jwk('known')])
      await expect(keys.find('unknown')).rejects.toThrow('keys-unavailable')
      expect(await keys.find('known')).toBeDefined()
    })

    it('says so of a key that it does not know while identity cannot be reached', async () => {
      const keys = new PublicKeys('http://127.0.0.1:9')
      for (let tries = 0; tries < 2; tries++)
        await expect(keys.find('first')).rejects.toMatchObject({ code: 'keys-unavailable', details: { retryAfter: 3 } })
    })
  })
})
