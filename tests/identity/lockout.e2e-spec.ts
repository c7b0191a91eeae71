import { COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import { attemptsSchema } from '../../services/identity/src/accounts/attempts.schema'
import { AttemptsService } from '../../services/identity/src/accounts/attempts.service'
import { anAccount, PASSWORD, signIn, startIdentity } from './staff'

const MINUTE = 60_000

let app: ServicesUnderTest
beforeAll(async () => {
  app = await startIdentity()
})

const HOME = '203.0.113.7'
const AWAY = '198.51.100.9'
const guess = (account: string, times: number, from = AWAY) =>
  Promise.all(Array.from({ length: times }, (_, n) => signIn(app, account, `guess ${n}`, from)))
const codes = (answers: { body: { code: string } }[]) => answers.map(({ body }) => body.code).sort()

describe('guessing passwords', () => {
  it('stops the address for 15 minutes at the fifth; the right one does not open it before', async () => {
    const { account } = await anAccount(app)
    for (let n = 1; n <= 5; n++) await signIn(app, account, `guess ${n}`).expect(401, { code: 'wrong-credentials' })

    const locked = await signIn(app, account).expect(429, { code: 'account-locked' })
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(890)
    expect(locked.body.messages.en).toMatch(/in \d+ seconds/)

    app.clock.advance(14 * MINUTE)
    await signIn(app, account).expect(429)
    app.clock.advance(MINUTE)
    await signIn(app, account).expect(201)
  })

  it('from elsewhere locks nobody out', async () => {
    const { account } = await anAccount(app)
    await guess(account, 6)
    await signIn(app, account, PASSWORD, AWAY).expect(429)
    await signIn(app, account, PASSWORD, HOME).expect(201)
  })

  it('counts one IPv6 subscriber as one, however many addresses they have', async () => {
    const { account } = await anAccount(app)
    for (let n = 1; n <= 5; n++) await signIn(app, account, `guess ${n}`, `2001:db8:1:2::${n}`).expect(401)
    await signIn(app, account, PASSWORD, '2001:db8:1:2:ffff::1').expect(429)
    await signIn(app, account, PASSWORD, '2001:db8:1:3::1').expect(201)
  })

  it('from very many addresses closes the account to strangers, not to where its own people sign in', async () => {
    const { account } = await anAccount(app)
    await signIn(app, account, PASSWORD, HOME).expect(201)
    for (let n = 1; n <= 20; n++) await guess(account, 5, `198.51.100.${n}`)
    await signIn(app, account, PASSWORD, '192.0.2.1').expect(429, { code: 'account-locked' })
    await signIn(app, account, PASSWORD, HOME).expect(201)
    app.clock.advance(15 * MINUTE)
    await signIn(app, account, PASSWORD, '192.0.2.1').expect(201)
  })

  it('counts anew after the right one', async () => {
    const { account } = await anAccount(app)
    for (let round = 1; round <= 2; round++) {
      await guess(account, 4)
      await signIn(app, account, PASSWORD, AWAY).expect(201)
    }
  })

  it('counts every guess of many at the same moment, for a name that nobody has as well', async () => {
    const { account } = await anAccount(app)
    const expected = [...Array(15).fill('account-locked'), ...Array(5).fill('wrong-credentials')]
    expect(codes(await guess(account, 20))).toEqual(expected)
    expect(codes(await guess('nobody-of-that-name', 20))).toEqual(expected)
    await signIn(app, account, PASSWORD, AWAY).expect(429)
  })

  it('tells a name that nobody has from one that somebody has at no moment', async () => {
    const { account } = await anAccount(app)
    const heard = async (name: string) => {
      const answers = []
      for (let n = 0; n < 7; n++) answers.push(await signIn(app, name, 'guess', '192.0.2.2'))
      return answers.map(({ status, headers, body }) => ({ status, retryAfter: headers['retry-after'], body: { ...body, correlation: 0 } }))
    }
    app.clock.set('2026-11-23T09:00:00+08:00')
    expect(await heard('Nobody.At.All')).toEqual(await heard(account))
  })

  it('is over when an admin gives a new password, and is shown to the admin until then', async () => {
    const { id, account } = await anAccount(app)
    await guess(account, 5)
    const url = '/api/identity/accounts'
    const listed = (await app.as('admin').get(`${url}?limit=200`).expect(200)).body.items.find((one: { id: string }) => one.id === id)
    expect(Date.parse(listed.lockedUntil)).toBe(app.clock.now().getTime() + 15 * MINUTE)
    const { body } = await app.as('admin').patch(`${url}/${id}`, { password: 'quite another one' }).expect(200)
    expect(body.lockedUntil).toBeUndefined()
    await signIn(app, account, 'quite another one', AWAY).expect(201)
  })

  it('is known after a restart, and a terminal’s secret is counted alike', async () => {
    const { body } = await app.as('admin').post('/api/identity/terminals', { account: 'KIOSK-L', name: '便民服务亭', areaCode: COMMUNITY })
    await guess('KIOSK-L', 5)
    await app.restart()
    await signIn(app, 'kiosk-l', body.secret, AWAY).expect(429)
    await signIn(app, 'KIOSK-L', body.secret, HOME).expect(201)
  })

  it('leaves no name behind that was only typed, and nothing at all after a while', async () => {
    const attempts = app.collection(attemptsSchema)
    await guess('typed-by-mistake', 3)
    expect(String(await app.kept())).not.toContain('typed-by-mistake')
    expect(String(await app.kept())).not.toContain(AWAY)
    app.clock.advance(16 * MINUTE)
    await app.sweep(AttemptsService)
    app.clock.advance(40 * 24 * 60 * MINUTE)
    await app.sweep(AttemptsService)
    expect(await attempts.count({})).toBe(0)
  })
})

describe('too many requests from one address', () => {
  it('are refused before any password is looked at', async () => {
    let last = 0
    for (let request = 0; request < 130 && last !== 429; request++) last = (await app.anonymous().post('/api/identity/sessions', {})).status
    expect(last).toBe(429)
    await signIn(app, 'anyone').expect(429, { code: 'too-many-requests' })
  })
})
