import { generateKeyPairSync } from 'node:crypto'
import type { Role } from '@yiwang/auth'
import { everyService } from '@yiwang/station'
import { type Answer, type Client, type ServicesUnderTest, startServices, testAreas } from '@yiwang/testing'
import { addressOf, askers, type Door, doorsOf, isStream, takesBody } from './doors'

const BROKEN_VALUES: [string, unknown][] = [
  ['a store operator', { $gt: '' }],
  ['a store operator in a list', [{ $ne: null }]],
  ['NUL', 'a\0b'],
  ['a bidirectional override', 'safe\u202Etxt.exe'],
  ['half a character', '\ud800'],
  ['overlong text', '长'.repeat(100_000 / 3)],
  ['a number', 1e308],
  ['truth', true],
]

/** It refuses in the form of RFC 6749 (tests/identity/clients.e2e-spec.ts). */
const OAUTH = '/api/identity/clients/token'

describe('whatever is sent', () => {
  let app: ServicesUnderTest
  let doors: Door[]
  const clients = {} as Record<Role, Client>

  beforeAll(async () => {
    app = await startServices(everyService)
    await app.knowAreas()
    for (const role of askers) clients[role] = app.as(role)
    doors = await doorsOf(app, Object.keys(everyService))
    expect(testAreas.length).toBeGreaterThan(5)
  }, 60_000)

  function expectRefusal(door: Door, why: string, answer: Answer): void {
    const told = `${door.method} ${door.path} with ${why}: ${answer.status} ${answer.text.slice(0, 300)}`
    if (answer.status < 400 || answer.status >= 500) throw new Error(told)
    if (!String(answer.headers['content-type']).startsWith('application/problem+json')) throw new Error(told)
    expect(answer.body).toMatchObject({
      status: answer.status,
      code: expect.any(String),
      messages: { 'zh-CN': expect.any(String), en: expect.any(String) },
    })
  }

  it('every door is documented', () => {
    expect(doors.length).toBeGreaterThan(40)
  })

  it('no door opens without a token unless it is declared public, and then it is one of these', async () => {
    const open: string[] = []
    for (const door of doors) {
      if (isStream(door)) continue
      const answer = await app.anonymous().send(door.method, addressOf(door), takesBody(door) ? {} : undefined)
      if (answer.status !== 401) open.push(`${door.method} ${door.path}`)
    }
    expect(open.sort()).toEqual([
      'DELETE /api/identity/residents/sessions/current',
      'DELETE /api/identity/sessions/current',
      'GET /api/hotline/public/tickets/{number}',
      'GET /api/identity/ended-sessions',
      'GET /api/identity/jwks',
      'GET /api/identity/residents/ways',
      'POST /api/identity/clients/token',
      'POST /api/identity/residents/cards/look',
      'POST /api/identity/residents/codes',
      'POST /api/identity/residents/codes/check',
      'POST /api/identity/residents/province',
      'POST /api/identity/residents/province/return',
      'POST /api/identity/residents/sessions',
      'POST /api/identity/residents/sessions/card',
      'POST /api/identity/sessions',
      'POST /api/identity/sessions/assignment',
      'POST /api/identity/sessions/second-factor',
      'POST /api/information-network/recognitions',
    ])
  })

  it('an expired, forged or broken token opens nothing', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { signAccessToken } = await import('@yiwang/auth')
    const { testKey } = await import('@yiwang/testing')
    const staff = { id: 'x', account: 'x', name: 'x', role: 'admin' as const, areaCode: '320600000000' }
    const tokens = {
      expired: signAccessToken(testKey.privateKey, 'test', staff, { now: new Date(Date.now() - 3_600_000), seconds: 900 }),
      forged: signAccessToken(privateKey, 'test', staff, { now: new Date(), seconds: 900 }),
      'of an unknown key': signAccessToken(privateKey, 'other', staff, { now: new Date(), seconds: 900 }),
      unsigned: `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${Buffer.from('{"sub":"x","role":"admin"}').toString('base64url')}.`,
      broken: 'not.a.token',
    }
    for (const token of Object.values(tokens)) await app.bearing(token).get('/api/hotline/tickets').expect(401, { code: 'not-signed-in' })
  })

  it('is refused with a problem naming the field, whoever sends it, and nothing is stored', async () => {
    const events = app.events().length
    for (const door of doors.filter((one) => takesBody(one) && one.path !== OAUTH)) {
      for (const role of askers) {
        // Words to look for are tidied of what changes their direction, as in a query.
        for (const field of door.fields.filter((name) => !(door.path.endsWith('/search') && name === 'q'))) {
          for (const [why, value] of BROKEN_VALUES) {
            if (typeof value === 'boolean' || typeof value === 'number') continue
            expectRefusal(door, `${field} = ${why}`, await clients[role].send(door.method, addressOf(door), { [field]: value }))
          }
          if (role !== 'operator') break
        }
        for (const name of ['colour', 'constructor', 'toString']) {
          expectRefusal(door, 'an unknown field', await clients[role].send(door.method, addressOf(door), { [name]: 'red' }))
        }
      }
    }
    expect(app.events()).toHaveLength(events)
  }, 240_000)

  it('is refused where it is no JSON object in UTF-8, or too large', async () => {
    const bodies: [string, string | Buffer][] = [
      ['broken JSON', '{"a":'],
      ['a list', '[]'],
      ['a number', '7'],
      ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
      ['a prototype', '{"__proto__":{"role":"admin"}}'],
      ['10 MB', `{"description":"${'x'.repeat(10_000_000)}"}`],
    ]
    const door: Door = { method: 'POST', path: '/api/hotline/tickets', fields: [], query: [] }
    for (const [why, body] of bodies) expectRefusal(door, why, await clients.operator.post(door.path, body))
    expectRefusal(door, 'another type', await clients.operator.post(door.path, 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }))
  })

  it('in a query is a 400 where it is unknown or broken', async () => {
    for (const door of doors.filter((one) => one.method === 'GET' && !isStream(one))) {
      for (const role of askers) {
        for (const name of ['colour', '__proto__', 'constructor', 'hasOwnProperty']) {
          const unknown = await clients[role].get(`${addressOf(door)}?${name}=red`)
          expectRefusal(door, 'an unknown name', unknown)
          if (unknown.status !== 403) expect(unknown.status).toBe(400)
        }
      }
      for (const name of door.query.filter((one) => one !== 'limit')) {
        for (const value of ['%00', '%E2%80%AE', 'x'.repeat(5000), '%ff', '?%ff', `a&${name}=b`]) {
          const answer = await clients.operator.get(`${addressOf(door)}?${name}=${value}`)
          expectRefusal(door, `${name}=${value.slice(0, 20)}`, answer)
        }
      }
      for (const limit of door.query.includes('limit') ? ['0', '201', '-1', '1.5', 'x', '', '1e2'] : []) {
        expectRefusal(door, `limit=${limit}`, await clients.operator.get(`${addressOf(door)}?limit=${limit}`))
      }
    }
  }, 120_000)

  it('names a field that every object has, also deep within', async () => {
    const body = {
      reporter: { name: '王芳', phone: '13800138000', valueOf: 1 },
      areaCode: '320613004006',
      description: '路灯坏了',
      urgency: 'ordinary',
    }
    await clients.operator.post('/api/hotline/tickets', body).expect(400, { errors: [{ field: 'reporter.valueOf', code: 'unknown-field' }] })
  })

  it('stays in no store of a browser: whatever the API answers is not to be kept', async () => {
    for (const path of ['/api/hotline/tickets', '/api/information-network/residents', '/api/nowhere'])
      expect((await clients.operator.get(path)).headers['cache-control']).toBe('no-store')
  })

  it('in a path is a 4xx', async () => {
    for (const path of [
      '/api/hotline/tickets/%00',
      '/api/hotline/tickets/%ff',
      `/api/hotline/tickets/${'x'.repeat(4000)}`,
      '/api/nowhere',
      '/api/hotline/tickets/..%2f..%2fkey',
    ]) {
      expectRefusal({ method: 'GET', path, fields: [], query: [] }, 'as it is', await clients.operator.get(path))
    }
  })
})
