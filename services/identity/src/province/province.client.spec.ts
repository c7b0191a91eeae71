import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Logger } from '@nestjs/common'
import { JwtService } from '@nestjs/jwt'
import { makeKeyPair } from '@yiwang/auth'
import type { Journey } from './journey'
import { ProvinceClient } from './province.client'

const pair = makeKeyPair()
const published = ({ publicKey }: typeof pair, kid: string) => ({ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' })
const left = { state: 's', nonce: 'n', verifier: 'v'.repeat(43) }
const journey = left as unknown as Journey
let server: Server
let issuer: string
/** What it answers at each of its addresses; 404 elsewhere. */
let said: Record<string, unknown>

const metadata = () => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  id_token_signing_alg_values_supported: ['ES256'],
})
const idToken = (claims: object, { privateKey }: Pick<typeof pair, 'privateKey'> = pair, keyid = 'first') =>
  new JwtService().sign({ nonce: 'n', ...claims }, { privateKey, algorithm: 'ES256', keyid, issuer, audience: 'city', subject: 'x', expiresIn: '5m' })
const tokens = (claims: object) => tokenOf(idToken(claims))
const tokenOf = (id_token: string) => ({ access_token: 'a', token_type: 'Bearer', id_token })
const whole = { id_number: '320699194203150023', name: '王桂英' }

const client = (at = issuer) =>
  new ProvinceClient({
    issuer: at,
    clientId: 'city',
    secret: 's',
    redirect: 'http://localhost:1/my',
    numberClaim: 'id_number',
    nameClaim: 'name',
  })
const back = (query = 'code=c&state=s') => client().whoCameBack(query, 's', journey)

beforeAll(async () => {
  Logger.overrideLogger(false)
  server = createServer(({ url = '' }, response) => {
    const body = said[url]
    if (body === undefined) return void response.writeHead(404).end()
    const isText = typeof body === 'string'
    response.writeHead(200, { 'content-type': isText ? 'text/html' : 'application/json' }).end(isText ? body : JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
beforeEach(() => {
  said = { '/.well-known/openid-configuration': metadata(), '/jwks': { keys: [published(pair, 'first')] } }
})
afterAll(() => {
  Logger.overrideLogger(undefined as never)
  server.closeAllConnections()
  server.close()
})

describe('a province', () => {
  it('that is away, or says nothing that can be understood, is away for now: it is nobody else’s fault', async () => {
    await expect(client('http://127.0.0.1:1').addressToLeaveBy(left)).rejects.toThrow('province-away')
    for (const answer of [
      undefined,
      '<h1>maintenance</h1>',
      [],
      {},
      { ...metadata(), issuer: 'https://another.example' },
      { ...metadata(), authorization_endpoint: undefined },
      { ...metadata(), authorization_endpoint: 'javascript:alert(1)' },
    ]) {
      said['/.well-known/openid-configuration'] = answer
      await expect(client().addressToLeaveBy(left)).rejects.toThrow('province-away')
    }
  })

  it('is asked again after it was away', async () => {
    const one = client()
    said = {}
    await expect(one.addressToLeaveBy(left)).rejects.toThrow('province-away')
    said = { '/.well-known/openid-configuration': metadata() }
    expect(await one.addressToLeaveBy(left)).toContain(`${issuer}/authorize?`)
  })

  it('whose answer to a code cannot be understood is away', async () => {
    for (const answer of [undefined, '<h1>maintenance</h1>']) {
      said['/token'] = answer
      await expect(back()).rejects.toThrow('province-away')
    }
  })

  it('lets nobody in whom it does not name whole, to us, for this journey', async () => {
    const { id_number, name } = whole
    for (const claims of [
      {},
      { id_number },
      { name },
      { id_number: 1, name },
      { id_number, name: 'x'.repeat(101) },
      { ...whole, nonce: 'another' },
    ]) {
      said['/token'] = tokens(claims)
      await expect(back()).rejects.toThrow('province-refused')
    }
    for (const answer of [{}, { ...tokens(whole), id_token: undefined }, { ...tokens(whole), id_token: 'x.y.z' }]) {
      said['/token'] = answer
      await expect(back()).rejects.toThrow(/province-(refused|away)/)
    }
    said['/token'] = tokens(whole)
    for (const query of [
      'code=c&state=another',
      'code=c',
      'state=s',
      'code=c&code=d&state=s',
      'error=access_denied&state=s',
      '%',
      'code=c&state=s&iss=https://other.example',
    ])
      await expect(back(query)).rejects.toThrow('province-refused')
    expect(await back()).toEqual({ identityNumber: id_number, name })
  })

  it('is believed by its own keys alone, whoever answered in its place', async () => {
    const forger = makeKeyPair()
    const [head, body] = idToken(whole).split('.')
    const another = idToken({ ...whole, id_number: '320699194203150031' }).split('.')[1]
    const unsigned = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
    // Signed with what both know: the secret of a client is no key of the province's.
    const bySecret = new JwtService().sign({ nonce: 'n', ...whole }, { secret: 's', issuer, audience: 'city', subject: 'x', expiresIn: '5m' })
    for (const [token, why] of [
      [idToken(whole, forger), 'province-refused'],
      [idToken(whole).replace(body, another), 'province-refused'],
      [`${head}.${body}.`, 'province-refused'],
      [`${unsigned}.${body}.`, /province-(refused|away)/],
      [bySecret, /province-(refused|away)/],
      [idToken(whole, forger, 'unknown'), 'province-away'],
    ] as const) {
      said['/token'] = tokenOf(token)
      await expect(back()).rejects.toThrow(why)
    }
    said['/token'] = tokens(whole)
    for (const keys of [undefined, '<h1>maintenance</h1>', {}, { keys: [] }]) {
      said['/jwks'] = keys
      await expect(back()).rejects.toThrow(/province-(refused|away)/)
    }
  })

  it('changes its keys as it likes: a token by the next one is believed once that is published', async () => {
    const next = makeKeyPair()
    const one = client()
    const comeBack = () => one.whoCameBack('code=c&state=s', 's', journey)
    said['/token'] = tokens(whole)
    expect(await comeBack()).toMatchObject({ name: whole.name })
    said['/token'] = tokenOf(idToken(whole, next, 'next'))
    said['/jwks'] = { keys: [published(pair, 'first'), published(next, 'next')] }
    // Keys that were read this minute are not read again: nobody makes us ask the province for each token that they send.
    await expect(comeBack()).rejects.toThrow('province-away')
    jest.useFakeTimers({
      doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'],
      now: Date.now() + 61_000,
    })
    expect(await comeBack()).toMatchObject({ name: whole.name })
    jest.useRealTimers()
  })
})
