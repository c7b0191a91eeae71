import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { Logger } from '@nestjs/common'
import { Clock } from '@yiwang/domain'
import Fastify, { type FastifyInstance } from 'fastify'
import { type Issued, issue, newAuthority } from '../certificates'
import { connectionOptions, endConnections } from './connections'
import { secureAnswers } from './security-headers'
import { Certificate } from './tls'

const folder = mkdtempSync(join(tmpdir(), 'yiwang-tls-'))
const TLS_CERT = join(folder, 'station.pem')
const TLS_KEY = join(folder, 'station-key.pem')
const DAY_MS = 24 * 60 * 60_000
let now = new Date()
const clock = { now: () => now } as Clock
let authority: Issued
let first: Issued
beforeAll(async () => {
  authority = await newAuthority('an authority', now)
  first = await issue(authority, ['station.lan', '127.0.0.1', '::1'], now)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function lay({ certificate, key }: Issued): void {
  writeFileSync(TLS_CERT, certificate)
  writeFileSync(TLS_KEY, key)
  chmodSync(TLS_KEY, 0o600)
}
const open = () => Certificate.of({ TLS_CERT, TLS_KEY }, clock) as Certificate

describe("a door's certificate and key", () => {
  beforeEach(() => lay(first))
  afterEach(() => {
    now = new Date()
  })

  it('are two files, or none', () => {
    expect(Certificate.of({}, clock)).toBeUndefined()
    expect(() => Certificate.of({ TLS_CERT }, clock)).toThrow('TLS_KEY: must be set as well')
    expect(() => Certificate.of({ TLS_KEY }, clock)).toThrow('TLS_CERT: must be set as well')
  })

  it.each<[string, () => unknown, string]>([
    ['the certificate is not there', () => rmSync(TLS_CERT), `TLS_CERT: ${TLS_CERT} cannot be read: ENOENT`],
    ['the key is not there', () => rmSync(TLS_KEY), `TLS_KEY: ${TLS_KEY} cannot be read: ENOENT`],
    ['the certificate is none', () => writeFileSync(TLS_CERT, 'a letter'), `TLS_CERT: ${TLS_CERT} does not hold a certificate in PEM`],
    ['the key is none', () => writeFileSync(TLS_KEY, first.certificate), `TLS_KEY: ${TLS_KEY} does not hold a private key`],
    ["the key is another's", () => writeFileSync(TLS_KEY, authority.key), `TLS_KEY: ${TLS_KEY} is not the key of the certificate in ${TLS_CERT}`],
    ['others can read the key', () => chmodSync(TLS_KEY, 0o644), `TLS_KEY: ${TLS_KEY} can be read or changed by others (mode 0644): chmod 600`],
    ['it has ended', () => (now = new Date(now.getTime() + 801 * DAY_MS)), `TLS_CERT: the certificate in ${TLS_CERT} ended on`],
    ['it has not begun', () => (now = new Date(now.getTime() - 3 * DAY_MS)), `TLS_CERT: the certificate in ${TLS_CERT} begins only on`],
  ])('end the start with a clear word where %s', (_, spoil, word) => {
    spoil()
    expect(open).toThrow(word)
  })

  it('may be read by a group: so they are handed out', () => {
    chmodSync(TLS_KEY, 0o440)
    expect(open()).toBeDefined()
  })
})

describe('a door with TLS', () => {
  let server: FastifyInstance
  let port: number
  let certificate: Certificate
  beforeAll(async () => {
    lay(first)
    certificate = open()
    const patience = { headersMs: 100, requestMs: 150, betweenMs: 100, idleMs: 300, checkEveryMs: 20 }
    server = Fastify(connectionOptions(patience, certificate.options) as object)
    endConnections(server)
    secureAnswers(server)
    server.get('/', async () => 'an answer')
    certificate.follow(server.server as never)
    await server.listen({ port: 0, host: '127.0.0.1' })
    port = (server.server.address() as AddressInfo).port
  })
  afterAll(() => server.close())

  const ask = () =>
    new Promise<{ status?: number; headers: object; serial: string }>((resolve, reject) => {
      const asked = request({ port, host: '127.0.0.1', ca: authority.certificate, agent: false }, (answer) => {
        const { serialNumber: serial } = (answer.socket as TLSSocket).getPeerCertificate()
        answer.resume().once('end', () => resolve({ status: answer.statusCode, headers: answer.headers, serial }))
      })
      asked.once('error', reject).end()
    })

  it('is known by the authority, and asks to be asked over TLS from now on', async () => {
    expect(await ask()).toMatchObject({ status: 200, headers: { 'strict-transport-security': expect.stringContaining('max-age') } })
  })

  it.each(['TLSv1', 'TLSv1.1'] as const)('speaks no %s', async (version) => {
    const refused = await new Promise<Error>((resolve, reject) => {
      const options = { port, host: '127.0.0.1', ca: authority.certificate, minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' }
      const socket = connectTls(options, () => reject(new Error(String(socket.getProtocol()))))
      socket.once('error', resolve)
    })
    expect(refused.message).toMatch(/protocol version|unsupported protocol|no protocols available/i)
  })

  it.each([
    ['says nothing', ''],
    ['speaks no TLS', 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'],
  ])('loses who %s', async (_, text) => {
    const taken = once(server.server, 'connection') as Promise<[Socket]>
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => undefined)
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
    })
    if (text) socket.write(text)
    const [ours] = await taken
    await once(ours, 'close', { signal: AbortSignal.timeout(10_000) }).finally(() => ours.destroy())
    expect(answer).not.toContain('HTTP')
    socket.destroy()
  })

  it('shows what comes to lie in the files, and goes on with what it has where that cannot be shown', async () => {
    const said: string[] = []
    const saying = jest.spyOn(Logger.prototype, 'error').mockImplementation((message) => void said.push(message))
    const before = (await ask()).serial
    const next = await issue(authority, ['station.lan', '127.0.0.1'], now)

    writeFileSync(TLS_CERT, next.certificate) // and its key a moment later
    certificate.look(server.server as never)
    expect(said).toEqual([])
    expect((await ask()).serial).toBe(before)
    for (const _ of [1, 2, 3]) certificate.look(server.server as never)
    expect(said).toEqual([expect.stringContaining('is not the key of the certificate')])

    writeFileSync(TLS_KEY, next.key)
    certificate.look(server.server as never)
    expect((await ask()).serial).not.toBe(before)
    saying.mockRestore()
  })

  it('says once a day that the certificate is about to end', async () => {
    const said: string[] = []
    const warning = jest.spyOn(Logger.prototype, 'warn').mockImplementation((message) => void said.push(message))
    const look = (days: number) => {
      now = new Date(now.getTime() + days * DAY_MS)
      certificate.look(server.server as never)
    }
    look(770)
    expect(said).toEqual([])
    for (const days of [10, 0.4, 0.7]) look(days)
    expect(said).toEqual(Array(2).fill(expect.stringContaining('TLS_CERT: the certificate ends on')))
    warning.mockRestore()
    now = new Date()
  })
})
