import Fastify, { type FastifyInstance } from 'fastify'
import { houseSettings } from '../settings'
import { clientNetwork, isFrom, isNetwork } from './client-network'

const clientOf = (ip: string, remoteAddress = '10.0.0.1') => clientNetwork({ ip, socket: { remoteAddress } as never })

describe('a client', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::ffff', '2001:db8:1:2::/64'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['fe80::1%eth0', 'fe80::/64'],
    ['::1', '::1'],
    ['nonsense', '10.0.0.1'],
    ['', '10.0.0.1'],
  ])('at %s is counted as %s', (ip, network) => {
    expect(clientOf(ip)).toBe(network)
  })
})

describe('addresses and networks that somebody may come from', () => {
  const networks = ['10.20.0.0/16', '203.0.113.7', '2001:db8:1::/48', '::1']
  const asks = (ip: string, remoteAddress = '192.0.2.1') => isFrom(networks, { ip, socket: { remoteAddress } as never })

  it.each(['10.20.255.1', '::ffff:10.20.0.1', '203.0.113.7', '2001:db8:1:ffff::2', '::1'])('let in %s', (ip) => {
    expect(asks(ip)).toBe(true)
  })

  it.each(['10.21.0.1', '203.0.113.8', '::ffff:203.0.113.8', '2001:db8:2::1', '::2', 'nonsense', ''])('keep out %s', (ip) => {
    expect(asks(ip)).toBe(false)
  })

  it('are whoever the connection comes from where a proxy names nobody, and nobody where none is named', () => {
    expect(asks('', '10.20.0.9')).toBe(true)
    expect(isFrom([], { ip: '10.20.0.9', socket: {} as never })).toBe(false)
    expect(isFrom(['nonsense', '10.0.0.0/40'], { ip: '10.0.0.1', socket: {} as never })).toBe(false)
  })

  it.each(['10.0.0.1', '10.0.0.0/8', '0.0.0.0/0', '2001:db8::/32', '::1/128'])('may be said as %s', (text) => {
    expect(isNetwork(text)).toBe(true)
  })

  it.each(['', '10.0.0', '10.0.0.0/33', '::1/129', '10.0.0.1/', '10.0.0.1/8/8', 'example.org', 'fe80::1%eth0', ' 10.0.0.1', '10.0.0.1/-1'])(
    'are not “%s”',
    (text) => {
      expect(isNetwork(text)).toBe(false)
    },
  )
})

describe('TRUST_PROXY', () => {
  const read = (text: string) => houseSettings.TRUST_PROXY.safeParse(text)
  let server: FastifyInstance | undefined
  afterEach(() => server?.close())

  /** Who the client is when `forwarded` comes from the connection's other end, 10.0.0.1. */
  async function client(setting: string | undefined, forwarded: string): Promise<string> {
    server = Fastify({ trustProxy: houseSettings.TRUST_PROXY.parse(setting) })
    server.get('/', async (request) => clientNetwork(request))
    return (await server.inject({ url: '/', remoteAddress: '10.0.0.1', headers: { 'x-forwarded-for': forwarded } })).body
  }

  it.each([
    // The leftmost is what the client itself wrote.
    [undefined, '198.51.100.9, 203.0.113.7', '10.0.0.1'],
    ['false', '198.51.100.9, 203.0.113.7', '10.0.0.1'],
    ['0', '198.51.100.9, 203.0.113.7', '10.0.0.1'],
    ['1', '198.51.100.9, 203.0.113.7', '203.0.113.7'],
    ['2', '198.51.100.9, 203.0.113.7, 10.0.0.2', '203.0.113.7'],
    ['10.0.0.0/8', '198.51.100.9, 203.0.113.7, 10.0.0.2', '203.0.113.7'],
    ['10.0.0.1', '198.51.100.9, 203.0.113.7', '203.0.113.7'],
    ['192.0.2.0/24, uniquelocal', '198.51.100.9, 203.0.113.7', '203.0.113.7'],
    ['192.0.2.1', '198.51.100.9, 203.0.113.7', '10.0.0.1'],
    ['1', 'unknown', '10.0.0.1'],
    ['1', '203.0.113.7, 2001:db8:1:2:3::4', '2001:db8:1:2::/64'],
  ])('%s takes the client out of `%s`', async (setting, forwarded, network) => {
    expect(await client(setting, forwarded)).toBe(network)
  })

  it.each([
    'true',
    'yes',
    '-1',
    '1.5',
    '100',
    'proxy',
    '10.0.0.0/33',
    '10.0.0.0/0',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.1,',
    '10.0.0.1,true',
    '2001:db8::/129',
  ])('%s ends the start, and the line says what to write', (setting) => {
    expect(read(setting).error?.issues[0].message).toMatch(/how many proxies stand before this process \(1 for one\), or their addresses/)
  })
})
