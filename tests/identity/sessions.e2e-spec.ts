import type { ServicesUnderTest } from '@yiwang/testing'
import { SessionsService } from '../../services/identity/src/sessions/sessions.service'
import { anAccount, cookieOf, PASSWORD, refresh, signIn, startIdentity, tokenOf } from './staff'

const HOUR = 60 * 60_000

let app: ServicesUnderTest
beforeAll(async () => {
  app = await startIdentity()
})

describe('signing in', () => {
  it('answers who it is and with what to go on, and keeps the refresh token from scripts and other sites', async () => {
    const { id, account } = await anAccount(app, { unitId: '320613000000-police' })
    const answer = await signIn(app, account).expect(201, {
      expiresIn: 900,
      phoneAreaCode: '0513',
      account: { id, account, name: '顾建华', role: 'worker', unitId: '320613000000-police' },
    })

    expect(cookieOf(answer)).toMatch(/^yiwang_refresh=[\w-]{24}\.[\w-]{43}; /)
    expect(cookieOf(answer)).toContain('HttpOnly')
    expect(cookieOf(answer)).toContain('SameSite=Strict')
    expect(cookieOf(answer)).toContain('Path=/api/identity/sessions')
    expect(cookieOf(answer)).toContain(`Max-Age=${12 * 3600}`)
    expect(cookieOf(answer)).not.toContain('Secure')
    expect(answer.text).not.toContain('argon2')
    expect(answer.text).not.toContain(tokenOf(answer).split('=')[1])
  })

  it('takes the account however it is capitalised, and the password only as it is', async () => {
    const { account } = await anAccount(app, { account: 'Zhou.Min' })
    await signIn(app, 'zhou.min').expect(201, { account: { account } })
    await signIn(app, '\u202dＺｈｏｕ．Ｍｉｎ \u202c').expect(201, { account: { account } })
    await signIn(app, account, ` ${PASSWORD}`).expect(401, { code: 'wrong-credentials' })
  })

  it('takes an account with every character that accounts may have', async () => {
    const { account } = await anAccount(app, { account: 'a_b.c-d' })
    expect(account).toBe('a_b.c-d')
    await signIn(app, 'a_b.c-d').expect(201, { account: { account } })
  })

  it('says the same of an unknown account as of a wrong password', async () => {
    const { account } = await anAccount(app)
    const [wrong, unknown] = [await signIn(app, account, 'not the password').expect(401), await signIn(app, 'nobody-here').expect(401)]
    expect({ ...unknown.body, correlation: 0 }).toEqual({ ...wrong.body, correlation: 0 })
    expect(wrong.headers['set-cookie']).toBeUndefined()
  })

  it.each([
    ['account', { account: { $gt: '' }, password: PASSWORD }],
    ['password', { account: 'worker', password: { $gt: '' } }],
    ['password', { account: 'worker', password: 'x'.repeat(129) }],
    ['account', { account: 'a\0b', password: PASSWORD }],
    ['role', { account: 'worker', password: PASSWORD, role: 'admin' }],
  ])('refuses a wrong %s by its name', async (field, body) => {
    await app
      .anonymous()
      .post('/api/identity/sessions', body)
      .expect(400, { code: 'invalid-input', errors: [{ field }] })
  })

  it('tells whoever knows the password that the account is disabled', async () => {
    const { id, account } = await anAccount(app)
    await app.as('admin').patch(`/api/identity/accounts/${id}`, { disabled: true }).expect(200, { disabled: true })
    await signIn(app, account).expect(403, { code: 'account-disabled' })
    await signIn(app, account, 'not the password').expect(401, { code: 'wrong-credentials' })
  })
})

describe('refreshing', () => {
  it('changes the token each time, and the new one goes on', async () => {
    const { id, account } = await anAccount(app)
    const first = await signIn(app, account)
    const second = await refresh(app, tokenOf(first)).expect(201, { expiresIn: 900, account: { id } })
    expect(tokenOf(second)).not.toBe(tokenOf(first))
    await refresh(app, tokenOf(second)).expect(201)
  })

  it('gives the same new one again to whoever lost the answer, for half a minute', async () => {
    const { account } = await anAccount(app)
    const first = await signIn(app, account)
    const second = await refresh(app, tokenOf(first)).expect(201)

    app.clock.advance(29_000)
    const again = await refresh(app, tokenOf(first)).expect(201, { account: { account } })
    expect(tokenOf(again)).toBe(tokenOf(second))
    await refresh(app, tokenOf(second)).expect(201)
  })

  it('ends the session when a used token comes again later: one of two holders is a thief', async () => {
    const { account } = await anAccount(app)
    const first = await signIn(app, account)
    const second = await refresh(app, tokenOf(first)).expect(201)

    app.clock.advance(31_000)
    await refresh(app, tokenOf(first)).expect(401, { code: 'not-signed-in' })
    await refresh(app, tokenOf(second)).expect(401, { code: 'not-signed-in' })
    await signIn(app, account).expect(201)
  })

  it('ends the session when one older than the last comes, however soon', async () => {
    const { account } = await anAccount(app)
    const first = await signIn(app, account)
    const second = await refresh(app, tokenOf(first))
    const third = await refresh(app, tokenOf(second)).expect(201)
    await refresh(app, tokenOf(first)).expect(401)
    await refresh(app, tokenOf(third)).expect(401)
  })

  it('answers several at the same moment with one and the same token', async () => {
    const { account } = await anAccount(app)
    const token = tokenOf(await signIn(app, account))
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(app, token)))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201))
    expect(new Set(answers.map(tokenOf)).size).toBe(1)
  })

  it('keeps no token that could be read from the store', async () => {
    const { account } = await anAccount(app)
    const first = tokenOf(await signIn(app, account))
    const second = tokenOf(await refresh(app, first))
    const kept = String(await app.kept())
    for (const token of [first, second]) expect(kept).not.toContain(token.split('.')[1])
  })

  it.each([
    ['no token', ''],
    ['nonsense', 'yiwang_refresh=x'],
    ['a session that nobody opened', `yiwang_refresh=${'a'.repeat(24)}.${'b'.repeat(43)}`],
  ])('refuses %s', async (_, cookie) => {
    await refresh(app, cookie).expect(401, { code: 'not-signed-in' })
  })

  it('stops when the account is disabled, its password changed, or when enabled again', async () => {
    const admin = app.as('admin')
    const { id, account } = await anAccount(app)
    const [one, two] = [await signIn(app, account), await signIn(app, account)]

    app.clock.advance(1000)
    await admin.patch(`/api/identity/accounts/${id}`, { disabled: true }).expect(200)
    await refresh(app, tokenOf(one)).expect(401)
    await admin.patch(`/api/identity/accounts/${id}`, { disabled: false }).expect(200)
    await refresh(app, tokenOf(two)).expect(401)

    app.clock.advance(1000)
    const three = await signIn(app, account).expect(201)
    app.clock.advance(1000)
    await admin.patch(`/api/identity/accounts/${id}`, { password: 'quite another one' }).expect(200)
    await refresh(app, tokenOf(three)).expect(401)
    await signIn(app, account).expect(401)
    await signIn(app, account, 'quite another one').expect(201)
  })

  it('does not stretch a session beyond twelve hours, and the sweep takes the rest away', async () => {
    const { account } = await anAccount(app)
    const first = await signIn(app, account)
    app.clock.advance(11 * HOUR)
    const second = await refresh(app, tokenOf(first)).expect(201)
    expect(cookieOf(second)).toMatch(/Max-Age=3[56]\d\d;/)

    app.clock.advance(HOUR)
    await refresh(app, tokenOf(second)).expect(401)
    await app.sweep(SessionsService)
    await refresh(app, tokenOf(second)).expect(401)
  })

  it('goes on after a restart', async () => {
    const { account } = await anAccount(app)
    const before = await signIn(app, account)
    await app.restart()
    await refresh(app, tokenOf(before)).expect(201)
    await app.bearing(before.body.accessToken).get('/api/identity/accounts').expect(403, { code: 'not-allowed' })
  })
})

describe('signing out', () => {
  it('ends the session and takes the cookie back; whoever is out already hears the same', async () => {
    const { account } = await anAccount(app)
    const token = tokenOf(await signIn(app, account))
    const out = await app.anonymous().delete('/api/identity/sessions/current', { cookie: token }).expect(204)
    // What the browser kept of the pages goes too.
    expect(out.headers['clear-site-data']).toBe('"cache"')
    expect(cookieOf(out)).toMatch(/^yiwang_refresh=; .*Path=\/api\/identity\/sessions/)
    await refresh(app, token).expect(401)
    await app.anonymous().delete('/api/identity/sessions/current', { cookie: token }).expect(204)
    await app.anonymous().delete('/api/identity/sessions/current').expect(204)
  })
})

describe('the cookie', () => {
  const secure = { 'sec-fetch-site': 'same-origin' }
  beforeAll(async () => {
    process.env.COOKIE_SECURE = 'true'
    await app.restart()
  })
  afterAll(async () => {
    process.env.COOKIE_SECURE = ''
    await app.restart()
  })

  it('is sent over https only, where the setting says so, by a name that a browser takes over https alone', async () => {
    const { account } = await anAccount(app)
    const answer = await signIn(app, account)
    expect(cookieOf(answer)).toMatch(/^__Secure-yiwang_refresh=[\w-]{24}\.[\w-]{43}; .*Secure/)
    const next = await refresh(app, tokenOf(answer)).expect(201)
    const out = await app
      .anonymous()
      .delete('/api/identity/sessions/current', { cookie: tokenOf(next) })
      .expect(204)
    expect(cookieOf(out)).toMatch(/^__Secure-yiwang_refresh=; /)
    await refresh(app, tokenOf(next)).expect(401)
  })

  it('is taken by its former name once, and then has the new one', async () => {
    const { account } = await anAccount(app)
    const former = tokenOf(await signIn(app, account)).replace('__Secure-', '')
    const next = await refresh(app, former).expect(201)
    const [gone, made] = next.headers['set-cookie'] as unknown as string[]
    expect(gone).toMatch(/^yiwang_refresh=; .*Path=\/api\/identity\/sessions/)
    expect(made).toMatch(/^__Secure-yiwang_refresh=/)
    // A plain one that somebody planted beside it counts for nothing.
    const planted = `yiwang_refresh=${'a'.repeat(24)}.${'b'.repeat(43)}; ${made.split(';')[0]}`
    await app
      .anonymous()
      .post('/api/identity/sessions/refresh', undefined, { cookie: planted, ...secure })
      .expect(201)
  })
})

describe('a page of another origin', () => {
  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour below the same name', { 'sec-fetch-site': 'same-site' }],
    ['another site, over plain http', { origin: 'http://evil.example' }],
  ])('(%s) refreshes nothing, signs nobody in or out, and hears that it may not', async (_, headers) => {
    const { account } = await anAccount(app)
    const token = tokenOf(await signIn(app, account))
    const sessions = '/api/identity/sessions'
    const from = { cookie: token, ...headers }
    await app.anonymous().post(`${sessions}/refresh`, undefined, from).expect(403, { code: 'other-origin' })
    await app.anonymous().delete(`${sessions}/current`, from).expect(403, { code: 'other-origin' })
    await app.anonymous().post(sessions, { account, password: PASSWORD }, headers).expect(403, { code: 'other-origin' })
    await refresh(app, token).expect(201)
  })
})
