import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HttpGateway, openGateway, simulator } from './gateway'
import type { Template } from './template'

const template: Template = { name: 'sign-in-code', purpose: 'code', values: ['code'], 'zh-CN': '{code}', en: '{code}' }
const outgoing = { id: 'm1', to: '13800138000', text: '【一网】123456', template, values: ['123456'] }
const off = { MESSAGES: 'off', MESSAGES_SIGNATURE: '一网' } as const

let server: Server
let status = 200
let heard: { headers: NodeJS.Dict<string | string[]>; body: unknown }
const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`
const gateway = (address = url()) => new HttpGateway(address, 'token', '一网', new Map([['sign-in-code', 'SMS_1']]))

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    heard = { headers: request.headers, body: JSON.parse(String(Buffer.concat(chunks))) }
    response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
})
afterAll(() => server.close())

describe('a gateway', () => {
  it('is told the approved template and its values, under the message’s own id', async () => {
    expect(await gateway().deliver(outgoing)).toBe('sent')
    expect(heard.headers).toMatchObject({ authorization: 'Bearer token', 'idempotency-key': 'm1' })
    expect(heard.body).toEqual({
      id: 'm1',
      to: '13800138000',
      signature: '一网',
      template: 'SMS_1',
      values: { code: '123456' },
      text: '【一网】123456',
    })
  })

  it.each([
    [400, 'refused'],
    [403, 'refused'],
    [429, 'away'],
    [503, 'away'],
    [302, 'away'],
  ])('that answers %i has %s it', async (answer, outcome) => {
    status = answer
    expect(await gateway().deliver(outgoing)).toBe(outcome)
  })

  it('that is not there is away', async () => {
    expect(await gateway('http://127.0.0.1:1/').deliver(outgoing)).toBe('away')
  })
})

describe('what the settings ask for', () => {
  const file = join(tmpdir(), `yiwang-token-${process.pid}`)
  const whole = {
    ...off,
    MESSAGES: 'gateway',
    MESSAGES_URL: 'https://sms.example',
    MESSAGES_TOKEN_FILE: file,
    MESSAGES_APPROVALS: new Map([['sign-in-code', 'SMS_1']]),
  } as const
  beforeAll(() => writeFileSync(file, 'token\n'))

  it('is nothing unless it is said', () => {
    expect(openGateway(off, [template])).toBeUndefined()
    expect(openGateway({ ...off, MESSAGES: 'simulator' }, [template])).toBe(simulator)
    expect(openGateway(whole, [template])).toBeInstanceOf(HttpGateway)
  })

  it('is told at the start where something is missing', () => {
    expect(() => openGateway({ ...whole, MESSAGES_URL: undefined }, [template])).toThrow(/MESSAGES_URL/)
    expect(() => openGateway({ ...whole, MESSAGES_APPROVALS: undefined }, [template])).toThrow(/MESSAGES_APPROVALS.*sign-in-code/)
    expect(() => openGateway({ ...whole, MESSAGES_TOKEN_FILE: `${file}.none` }, [template])).toThrow(/MESSAGES_TOKEN_FILE.*ENOENT/)
  })
})
