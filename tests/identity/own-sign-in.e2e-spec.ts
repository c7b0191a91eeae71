import type { Stored } from '@yiwang/persistence'
import { CITY, type Client, FAR_COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import { Secret, TOTP } from 'otpauth'
import type { Account } from '../../services/identity/src/accounts/account'
import { accountSchema } from '../../services/identity/src/accounts/account.schema'
import { AttemptsService } from '../../services/identity/src/accounts/attempts.service'
import { aGivenAccount, anAccount, PASSWORD, refresh, signIn, startIdentity, tokenOf } from './staff'

const accounts = '/api/identity/accounts'
const me = '/api/identity/me'
const HOUR = 60 * 60_000
const OTHER = '另一个很长的口令 2026'
const GIVEN = '只用一次的口令 2026'

let app: ServicesUnderTest
beforeAll(async () => {
  app = await startIdentity()
})

type Answer = Awaited<ReturnType<typeof signIn>>
const asOne = (answer: Answer): Client => app.bearing(answer.body.accessToken)
const changed = (by: Client, current: string, password: string) => by.put(`${me}/password`, { current, password })
const given = (wanted: object = {}) => aGivenAccount(app, { password: GIVEN, ...wanted })
/** In force once another agrees. */
async function anAdmin(make = anAccount) {
  const { assignments, ...admin } = await make(app, { role: 'admin', areaCode: CITY, account: `admin-${Math.random().toString(36).slice(2)}` })
  const agree = (id: string) => app.as('admin', { id: 'another-admin' }).post(`${accounts}/${admin.id}/assignments/${id}/confirm`)
  for (const { id, unconfirmed } of assignments) if (unconfirmed) await agree(id).expect(201)
  return admin
}
const stored = async (id: string) => (await app.collection<Account>(accountSchema).get(id)) as Stored<Account>

describe('one’s own password', () => {
  it('is changed by whoever knows the present one; this session goes on, every other ends', async () => {
    const { account } = await anAccount(app)
    const [here, there] = [await signIn(app, account), await signIn(app, account)]
    await changed(asOne(here), PASSWORD, OTHER).expect(204)
    await refresh(app, tokenOf(here)).expect(201)
    await refresh(app, tokenOf(there)).expect(401)
    await signIn(app, account).expect(401)
    await signIn(app, account, OTHER).expect(201)
  })

  it('is not told by trying: a wrong present one counts as a wrong password at the door', async () => {
    const { account } = await anAccount(app)
    const by = asOne(await signIn(app, account))
    for (let n = 1; n <= 5; n++) await changed(by, `guess ${n}`, OTHER).expect(403, { code: 'wrong-password', errors: [{ field: 'current' }] })
    await changed(by, PASSWORD, OTHER).expect(429, { code: 'account-locked' })
    await signIn(app, account).expect(429)
  })

  it('is not told by trying many at the same moment: the right one after five wrong ones is not heard either', async () => {
    const { account } = await anAccount(app)
    const by = asOne(await signIn(app, account))
    const attempts = app.nest.get(AttemptsService, { strict: false })
    const requireUnlocked = attempts.requireUnlocked.bind(attempts)
    jest.spyOn(attempts, 'requireUnlocked').mockImplementationOnce(async (name, network) => {
      await requireUnlocked(name, network)
      for (let n = 1; n <= 5; n++) await attempts.record(name, { network, correct: false })
    })
    await changed(by, PASSWORD, OTHER).expect(429, { code: 'account-locked' })
  })

  it.each([
    ['same-password', PASSWORD],
    ['common-password', 'iloveyou1'],
    ['password-of-context', '顾建华20260101'],
    ['password-of-context', 'gujianhua@1980'],
    ['password-of-context', '南通市崇川区'.repeat(2)],
    ['password-of-context', 'Yiwang-2026-123'],
  ])('is refused with a reason (%s: %s)', async (code, password) => {
    const { account } = await anAccount(app)
    await changed(asOne(await signIn(app, account)), PASSWORD, password).expect(400, { code, errors: [{ field: 'password' }] })
  })

  it('is nobody else’s business: no admin sets their own by the way round, and terminals have none', async () => {
    const admin = await anAdmin()
    const by = asOne(await signIn(app, admin.account))
    await by.patch(`${accounts}/${admin.id}`, { password: OTHER }).expect(409, { code: 'own-password-by-oneself' })
    await app.as('terminal').get(me).expect(403)
    await changed(app.as('terminal'), PASSWORD, OTHER).expect(403)
    await app.anonymous().get(me).expect(401)
  })
})

describe('a password that an admin set', () => {
  it('opens one door: the one to a password of one’s own', async () => {
    const { account } = await anAdmin((_, wanted) => given(wanted))
    const first = await signIn(app, account, GIVEN).expect(201, { account: { must: 'own-password' } })
    for (const path of [accounts, '/api/identity/parked', '/api/identity/jobs'])
      await asOne(first).get(path).expect(403, { code: 'own-password-first' })
    await asOne(first).get(me).expect(200, { passwordIsGiven: true })
    await changed(asOne(first), GIVEN, GIVEN).expect(400, { code: 'same-password' })

    await changed(asOne(first), GIVEN, PASSWORD).expect(204)
    const after = await refresh(app, tokenOf(first)).expect(201)
    expect(after.body.account.must).toBeUndefined()
    await asOne(after).get(accounts).expect(200)
    await asOne(after).get(me).expect(200, { passwordIsGiven: false })
  })

  it('is good for one sign-in, also of two at the same moment', async () => {
    const { account } = await given()
    const both = await Promise.all([signIn(app, account, GIVEN), signIn(app, account, GIVEN)])
    expect(both.map(({ status, body }) => body.code ?? status).sort()).toEqual([201, 'given-password-over'])
    await signIn(app, account, 'not it').expect(401, { code: 'wrong-credentials' })
  })

  it('waits for three days, and another one begins anew', async () => {
    const { id, account } = await given()
    app.clock.advance(72 * HOUR)
    await signIn(app, account, GIVEN).expect(403, { code: 'given-password-over' })
    await app.as('admin').patch(`${accounts}/${id}`, { password: OTHER }).expect(200)
    app.clock.advance(71 * HOUR)
    await signIn(app, account, OTHER).expect(201, { account: { must: 'own-password' } })
  })

  it('ends what its owner had open', async () => {
    const { id, account } = await anAccount(app)
    const open = await signIn(app, account)
    await changed(asOne(open), PASSWORD, OTHER).expect(204)
    await app.as('admin').patch(`${accounts}/${id}`, { password: GIVEN }).expect(200)
    await refresh(app, tokenOf(open)).expect(401)
  })

  it('may not be one that anybody would try', async () => {
    const body = { account: 'gu.jianhua', name: '顾建华', role: 'coordinator', areaCode: CITY }
    for (const password of ['password123', 'gu.jianhua', 'nantong2026'])
      await app
        .as('admin')
        .post(accounts, { ...body, password })
        .expect(400, { errors: [{ field: 'password' }] })
  })

  it('is in no hash that is kept of the request: the same with another password is the same request', async () => {
    const body = { account: 'once.more', name: '顾建华', role: 'coordinator', areaCode: CITY, password: GIVEN }
    const again = (change: object) => app.as('admin').post(accounts, { ...body, ...change }, { 'idempotency-key': 'k-secret' })
    const { body: made } = await again({}).expect(201)
    await again({ password: OTHER }).expect(201, { id: made.id })
    await again({ name: '顾大华' }).expect(422)
  })
})

describe('a second factor', () => {
  const codeOf = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: app.clock.now().getTime() })
  /** A code is good once: the next half minute has another. */
  const nextCodeOf = (secret: string) => {
    app.clock.advance(30_000)
    return codeOf(secret)
  }
  const ticketOf = async (account: string, from?: string) =>
    (await signIn(app, account, PASSWORD, from).expect(401, { code: 'second-factor-needed' })).body.ticket
  const second = (ticket: string, code: string, from?: string) =>
    app.anonymous({ from }).post('/api/identity/sessions/second-factor', { ticket, code })
  const enrol = async (by: Client, current = PASSWORD) => {
    const { secret } = (await by.post(`${me}/second-factor`, { current }).expect(201)).body
    const { recoveryCodes } = (await by.post(`${me}/second-factor/confirm`, { code: codeOf(secret) }).expect(201)).body
    return { secret, recoveryCodes }
  }
  const enrolled = async (wanted: object = {}) => {
    const { id, account } = await anAccount(app, wanted)
    const session = await signIn(app, account).expect(201)
    return { id, account, session, ...(await enrol(asOne(session))) }
  }

  it('is asked for once the password was right, and lets in with a code', async () => {
    const { account, secret, session } = await enrolled()
    await refresh(app, tokenOf(session)).expect(201)
    const { body } = await signIn(app, account, 'not the password').expect(401, { code: 'wrong-credentials' })
    expect(body.ticket).toBeUndefined()
    await second(await ticketOf(account), nextCodeOf(secret)).expect(201, { account: { account } })
  })

  it('takes each code once, and a ticket for five minutes', async () => {
    const { account, secret } = await enrolled()
    const code = nextCodeOf(secret)
    await second(await ticketOf(account), code).expect(201)
    await second(await ticketOf(account), code).expect(403, { code: 'wrong-code', errors: [{ field: 'code' }] })
    const late = await ticketOf(account)
    app.clock.advance(5 * 60_000)
    await second(late, codeOf(secret)).expect(401, { code: 'sign-in-again' })
    for (const forged of ['x', late.slice(0, -2), `${late.slice(0, -2)}AA`])
      await second(forged, codeOf(secret)).expect(401, { code: 'sign-in-again' })
  })

  it('takes a code once of two at the same moment', async () => {
    const { account, secret } = await enrolled()
    const [one, two, code] = [await ticketOf(account), await ticketOf(account), nextCodeOf(secret)]
    const both = await Promise.all([second(one, code), second(two, code)])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 403])
  })

  it('is not found by trying: wrong codes count as wrong passwords do, whatever right passwords come between', async () => {
    const { account, secret } = await enrolled()
    const from = '198.51.100.77'
    for (let n = 1; n <= 5; n++) await second(await ticketOf(account, from), '000000', from).expect(403, { code: 'wrong-code' })
    await signIn(app, account, PASSWORD, from).expect(429, { code: 'account-locked' })
    await second(await ticketOf(account), nextCodeOf(secret)).expect(201)
  })

  it('has ten codes for when the telephone is gone, each good once', async () => {
    const { id, account, recoveryCodes } = await enrolled()
    expect(recoveryCodes).toHaveLength(10)
    const session = await second(await ticketOf(account), recoveryCodes[0]).expect(201)
    await asOne(session)
      .get(me)
      .expect(200, { secondFactor: { recoveryCodesLeft: 9 } })
    await second(await ticketOf(account), recoveryCodes[0]).expect(403)
    const kept = String(await app.kept()) + JSON.stringify(await stored(id))
    for (const code of recoveryCodes) expect(kept).not.toContain(code)
  })

  it('is kept sealed, and moved to another telephone or given up with the password and a code', async () => {
    const { account, secret } = await enrolled()
    expect(String(await app.kept())).not.toContain(secret)
    const by = asOne(await second(await ticketOf(account), nextCodeOf(secret)).expect(201))
    await by.post(`${me}/second-factor`, { current: PASSWORD }).expect(403, { code: 'wrong-code' })
    await by.post(`${me}/second-factor`, { current: 'not it', code: nextCodeOf(secret) }).expect(403, { code: 'wrong-password' })
    const moved = (await by.post(`${me}/second-factor`, { current: PASSWORD, code: nextCodeOf(secret) }).expect(201)).body
    await by.post(`${me}/second-factor/confirm`, { code: codeOf(moved.secret) }).expect(201)
    await second(await ticketOf(account), nextCodeOf(secret)).expect(403)
    await by.post(`${me}/second-factor/remove`, { current: PASSWORD, code: nextCodeOf(moved.secret) }).expect(204)
    await signIn(app, account).expect(201)
    await by.post(`${me}/second-factor/remove`, { current: PASSWORD, code: nextCodeOf(moved.secret) }).expect(409, { code: 'no-second-factor' })
  })

  it('does not let a password that an admin set in more than once', async () => {
    const { id, account, secret } = await enrolled()
    await app.as('admin').patch(`${accounts}/${id}`, { password: GIVEN }).expect(200)
    const { ticket } = (await signIn(app, account, GIVEN).expect(401, { code: 'second-factor-needed' })).body
    await second(ticket, nextCodeOf(secret)).expect(201, { account: { must: 'own-password' } })
    await signIn(app, account, GIVEN).expect(403, { code: 'given-password-over' })
    await second(ticket, nextCodeOf(secret)).expect(403, { code: 'given-password-over' })
  })

  it('is taken away by two admins, never by its owner, and by nobody from elsewhere', async () => {
    const { id, account, session } = await enrolled()
    const reset = `${accounts}/${id}/second-factor/reset`
    const admin = (one: string) => app.as('admin', { id: one })
    await app.as('admin', { area: FAR_COMMUNITY }).post(reset).expect(404)
    await admin(id).post(reset).expect(403, { code: 'needs-another-person' })
    await admin('a2').post(`${reset}/confirm`).expect(409, { code: 'no-reset-asked' })
    await admin('a1').post(reset).expect(201, { hasSecondFactor: true, resetAskedBy: 'a1' })
    for (const one of ['a1', id]) await admin(one).post(`${reset}/confirm`).expect(403, { code: 'needs-another-person' })
    const done = await admin('a2').post(`${reset}/confirm`).expect(201, { hasSecondFactor: false })
    expect(done.body.resetAskedBy).toBeUndefined()
    await refresh(app, tokenOf(session)).expect(401)
    await signIn(app, account).expect(201)
  })

  describe('where the setting asks it of a role', () => {
    beforeAll(async () => {
      process.env.SECOND_FACTOR_ROLES = 'admin, coordinator'
      await app.restart()
    })
    afterAll(async () => {
      process.env.SECOND_FACTOR_ROLES = ''
      await app.restart()
    })

    it('leads whoever has none to it, and opens nothing else until then', async () => {
      const { account } = await anAdmin()
      const first = await signIn(app, account).expect(201, { account: { must: 'second-factor' } })
      await asOne(first).get(accounts).expect(403, { code: 'second-factor-first' })
      const { secret } = await enrol(asOne(first))
      const after = await refresh(app, tokenOf(first)).expect(201)
      await asOne(after).get(accounts).expect(200)
      await asOne(after)
        .post(`${me}/second-factor/remove`, { current: PASSWORD, code: nextCodeOf(secret) })
        .expect(409, { code: 'second-factor-required' })
    })

    it('asks nothing of others', async () => {
      const { account } = await anAccount(app)
      expect((await signIn(app, account).expect(201)).body.account.must).toBeUndefined()
    })
  })
})

describe('the security log', () => {
  it('has every sign-in, good and bad, and each change of a password or a factor, with whose it was and nothing secret', async () => {
    const { id, account } = await given()
    await signIn(app, account, 'not it').expect(401)
    const by = asOne(await signIn(app, account, GIVEN).expect(201))
    await changed(by, 'not it either', PASSWORD).expect(403)
    await changed(by, GIVEN, PASSWORD).expect(204)
    await app.as('admin').patch(`${accounts}/${id}`, { password: OTHER }).expect(200)
    const { items } = (await app.as('auditor').get(`/api/identity/security-log?account=${id}&limit=50`).expect(200)).body
    const lines = items.map(({ what, outcome, facts }: { what: string; outcome: string; facts: { name: string; value: string }[] }) =>
      [what, outcome, facts.find(({ name }) => name === 'code')?.value].filter(Boolean).join(' '),
    )
    expect(lines.sort()).toEqual([
      'credentials done',
      'credentials refused wrong-password',
      'rights done',
      'rights done',
      'sign-in done',
      'sign-in refused wrong-credentials',
      'sign-in refused wrong-password',
    ])
    expect(JSON.stringify(items)).not.toMatch(new RegExp(`${account}|口令|顾建华`))
  })
})

describe('what a page is told with a session', () => {
  it('is after how many minutes nobody is there, by role, and the key of what was written and not sent', async () => {
    const { account } = await anAccount(app)
    const [one, two] = [await signIn(app, account), await signIn(app, account)]
    expect(one.body).toMatchObject({ idleMinutes: 30, draftKey: expect.stringMatching(/^[\w-]{22}$/) })
    expect(two.body.draftKey).toBe(one.body.draftKey)
    const other = await signIn(app, (await anAccount(app)).account)
    expect(other.body.draftKey).not.toBe(one.body.draftKey)
    const terminal = (await app.as('admin').post('/api/identity/terminals', { account: 'KIOSK-I', name: '便民服务亭', areaCode: FAR_COMMUNITY })).body
    expect((await signIn(app, 'KIOSK-I', terminal.secret).expect(201)).body.idleMinutes).toBeUndefined()
  })
})
