import type { Decision } from '@yiwang/domain'
import { CITY, type Client, COMMUNITY, FAR_COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import { type Account, changeAccount } from '../../services/identity/src/accounts/account'
import { accountSchema } from '../../services/identity/src/accounts/account.schema'
import { AssignmentsService } from '../../services/identity/src/accounts/assignments.service'
import { end, renamed, type Session } from '../../services/identity/src/sessions/session'
import { sessionSchema } from '../../services/identity/src/sessions/session.schema'
import { aFirstAdmin, anAccount, cookieOf, PASSWORD, refresh, signIn, startIdentity, tokenOf } from './staff'

const url = '/api/identity/accounts'
const CHONGCHUAN = '320613000000'
const TONGZHOU = '320612000000'

let app: ServicesUnderTest
beforeEach(async () => {
  app = await startIdentity()
})

/** Not an account: whoever set the house up. */
const founder = () => app.as('admin', { id: 'founder' })
const assignmentsOf = async (id: string, by: Client = founder()) => {
  const { items } = (await by.get(`${url}?limit=200`).expect(200)).body
  return items.find((one: { id: string }) => one.id === id).assignments as {
    id: string
    role: string
    unconfirmed?: string
    allowedActions: string[]
  }[]
}
const anAdmin = (account: string, areaCode?: string) => aFirstAdmin(app, account, areaCode)
const changeOver = (cookie: string, assignment: string) => app.anonymous().post('/api/identity/sessions/assignment', { assignment }, { cookie })

describe('what somebody holds', () => {
  it('is one role at one place to begin with, and for an operator the three of the call centre', async () => {
    const { id, account } = await anAccount(app)
    expect(await assignmentsOf(id)).toMatchObject([{ role: 'worker', areaCode: COMMUNITY }])
    const { body } = await signIn(app, account).expect(201)
    expect(body).toMatchObject({ account: { role: 'worker', roles: ['worker'] }, assignments: [{ id: body.assignment, role: 'worker' }] })

    await anAccount(app, { account: 'op', role: 'operator', areaCode: CITY })
    const operator = await signIn(app, 'op').expect(201)
    expect(operator.body.account).toMatchObject({ role: 'operator', roles: ['operator', 'dispatcher', 'callback'] })
  })

  it('may be several: at one place they go together, and the session changes over to another', async () => {
    const { id, account } = await anAccount(app)
    const give = (body: object) => founder().post(`${url}/${id}/assignments`, body).expect(201)
    await give({ role: 'clerk', areaCode: COMMUNITY })
    await give({ role: 'liaison', areaCode: CHONGCHUAN, unitId: `${CHONGCHUAN}-police` })
    const first = await signIn(app, account).expect(201, { account: { role: 'worker', roles: ['worker', 'clerk'], areaCode: COMMUNITY } })
    expect(first.body.assignments.map(({ role }: { role: string }) => role)).toEqual(['worker', 'clerk', 'liaison'])

    const elsewhere = first.body.assignments[2].id
    const second = await changeOver(tokenOf(first), elsewhere).expect(201, {
      assignment: elsewhere,
      account: { role: 'liaison', roles: ['liaison'], areaCode: CHONGCHUAN, unitId: `${CHONGCHUAN}-police` },
    })
    // What was open for the other place is over, in every window.
    await app.bearing(first.body.accessToken).get('/api/identity/terminals').expect(401)
    await refresh(app, tokenOf(second)).expect(201, { account: { role: 'liaison' } })
    await signIn(app, account).expect(201, { account: { role: 'liaison' } })
    await changeOver(tokenOf(second), 'nothing').expect(404)
  })

  it('is changed over only to what is theirs', async () => {
    const [{ account }, other] = [await anAccount(app), await anAccount(app)]
    const { id } = (await signIn(app, other.account)).body.assignments[0]
    const signedIn = await signIn(app, account)
    await changeOver(tokenOf(signedIn), id === 'worker' ? 'admin' : id).expect(404, { code: 'not-found', errors: [{ field: 'assignment' }] })
    await refresh(app, tokenOf(signedIn)).expect(201, { account: { role: 'worker' } })
    await changeOver('yiwang_refresh=none', 'worker').expect(401)
  })

  it('that is changed ends every token of theirs, and their session goes on with what is in force now', async () => {
    const { client } = await anAdmin('second')
    const { id: worker, account } = await anAccount(app, { account: 'changing' })
    const given = (await client.post(`${url}/${worker}/assignments`, { role: 'clerk', areaCode: COMMUNITY }).expect(201)).body.assignments
    const before = await signIn(app, account).expect(201)
    await client.delete(`${url}/${worker}/assignments/${given[0].id}`).expect(200)
    await app.bearing(before.body.accessToken).get('/api/identity/terminals').expect(401, { code: 'not-signed-in' })
    const after = await refresh(app, tokenOf(before)).expect(201, { account: { role: 'clerk', roles: ['clerk'] } })
    await app.bearing(after.body.accessToken).get('/api/identity/terminals').expect(403)
    await client.delete(`${url}/${worker}/assignments/${given[1].id}`).expect(409, { code: 'last-assignment' })
  })

  it('is, for accounts of before, what they say; they sign in and are added to', async () => {
    const stored = app.collection<Account>(accountSchema)
    const { id, account } = await anAccount(app, { account: 'of-before', role: 'operator', areaCode: CITY })
    await stored.change(id, () => ({ set: { assignments: undefined, adminOf: undefined, unconfirmed: undefined } }))
    await signIn(app, account).expect(201, { account: { roles: ['operator', 'dispatcher', 'callback'] } })
    expect(await assignmentsOf(id)).toMatchObject([{ id: 'operator' }, { id: 'dispatcher' }, { id: 'callback' }])
    await founder().delete(`${url}/${id}/assignments/callback`).expect(200)
    await signIn(app, account).expect(201, { account: { roles: ['operator', 'dispatcher'] } })

    const { id: admin } = await anAccount(app, { account: 'admin-of-before', role: 'admin', areaCode: CITY })
    await stored.change(admin, () => ({ set: { assignments: undefined, adminOf: undefined, unconfirmed: undefined } }))
    await anAccount(app, { account: 'new-one', role: 'supervisor', areaCode: CITY })
    await signIn(app, 'new-one').expect(403, { code: 'account-unconfirmed' })
  })

  it('of a provider is told to the others, and that it is no more', async () => {
    const { id } = await anAccount(app, { account: 'ji', name: '季春梅', role: 'provider' })
    const { body } = await founder().post(`${url}/${id}/assignments`, { role: 'attendant', areaCode: COMMUNITY }).expect(201)
    await founder().delete(`${url}/${id}/assignments/${body.assignments[0].id}`).expect(200)
    const told = app.published('identity.account-changed').map(({ role, disabled }) => [role, disabled])
    expect(told).toEqual([
      ['provider', false],
      ['provider', false],
      ['provider', true],
    ])
  })
})

describe('a role that shows people whole or gives rights', () => {
  it('is not in force until another admin agrees, and neither who gave it nor who gets it is another', async () => {
    const one = await anAdmin('one')
    const { id } = await anAccount(app, { account: 'other', role: 'admin', areaCode: CITY })
    const other = { id, client: app.as('admin', { id }) }
    await signIn(app, 'other').expect(403, { code: 'account-unconfirmed' })
    await signIn(app, 'other', 'not the password').expect(401, { code: 'wrong-credentials' })
    const [waiting] = await assignmentsOf(other.id, one.client)
    expect(waiting).toMatchObject({ unconfirmed: 'waiting', allowedActions: ['confirm'] })
    expect((await assignmentsOf(other.id, app.as('admin')))[0].allowedActions).toEqual([])
    const door = `${url}/${other.id}/assignments/${waiting.id}/confirm`
    await app.as('admin').post(door).expect(403, { code: 'needs-another-person' })
    await other.client.post(door).expect(403, { code: 'not-your-own' })
    await app.as('admin', { id: 'far', area: TONGZHOU }).post(door).expect(404)
    await one.client.post(door).expect(201)
    await one.client.post(door).expect(201)
    await signIn(app, 'other').expect(201)
  })

  it('is neither given nor agreed to by whoever set another admin’s password, and passes for them', async () => {
    const [one, other] = [await anAdmin('one'), await anAdmin('other')]
    await one.client.patch(`${url}/${other.id}`, { password: 'only for a while, 2026' }).expect(200)
    const { id } = await anAccount(app, { account: 'friend', role: 'coordinator', areaCode: CITY })
    const { body } = await one.client.post(`${url}/${id}/assignments`, { role: 'admin', areaCode: CITY }).expect(201)
    const confirm = `${url}/${id}/assignments/${body.assignments[1].id}/confirm`
    const refused = { code: 'password-newly-reset' }
    await other.client.post(confirm).expect(403, refused)
    await other.client.post(`${url}/${id}/assignments`, { role: 'supervisor', areaCode: CITY }).expect(403, refused)
    await other.client.post(url, { account: 'puppet', name: '甲', role: 'operator', areaCode: CITY, password: PASSWORD }).expect(403, refused)
    await other.client.post(`${url}/${id}/second-factor/reset/confirm`).expect(403, refused)
    await other.client.post(`${url}/${id}/assignments`, { role: 'clerk', areaCode: COMMUNITY }).expect(201)
    // By then its owner has found that they are shut out.
    app.clock.advance(72 * 60 * 60_000)
    await other.client.post(confirm).expect(201)
  })

  it.each(['operator', 'dispatcher', 'callback', 'supervisor', 'auditor', 'admin'])(
    '(%s) waits, also beside what somebody has already',
    async (role) => {
      await anAdmin('one')
      await anAccount(app, { account: 'fresh', role, areaCode: CITY })
      await signIn(app, 'fresh').expect(403, { code: 'account-unconfirmed' })
      const { id } = await anAccount(app, { account: 'known', role: 'coordinator', areaCode: CITY })
      if (role === 'auditor') return
      await founder().post(`${url}/${id}/assignments`, { role, areaCode: CITY }).expect(201)
      await signIn(app, 'known').expect(201, { account: { roles: ['coordinator'] }, assignments: [{ role: 'coordinator' }] })
    },
  )

  it('is listed to whoever may agree, and to nobody of elsewhere', async () => {
    const one = await anAdmin('one')
    const far = await anAdmin('far', TONGZHOU)
    await anAccount(app, { account: 'fresh', role: 'operator', areaCode: CHONGCHUAN })
    const listed = async (by: Client) => (await by.get(`${url}/unconfirmed`).expect(200)).body.items
    expect((await listed(one.client)).map(({ account }: { account: string }) => account)).toEqual(['fresh'])
    expect(await listed(far.client)).toEqual([])
    await app.as('operator').get(`${url}/unconfirmed`).expect(403)
  })

  it('is in force at once where there is nobody else, and an admin who comes later looks at it', async () => {
    const { id } = await anAccount(app, { account: 'alone', role: 'operator', areaCode: CHONGCHUAN })
    await signIn(app, 'alone').expect(201)
    await app.as('admin').post(`${url}/${id}/assignments`, { role: 'clerk', areaCode: CHONGCHUAN }).expect(201)
    const log = (await app.as('auditor').get('/api/identity/security-log?what=rights').expect(200)).body.items
    type Fact = { name: string; value: string }
    const factOf = (facts: Fact[], wanted: string) => facts.find(({ name }) => name === wanted)?.value
    const alone = log.filter(({ subject, facts }: { subject: string; facts: Fact[] }) => subject === id && factOf(facts, 'state') === 'alone')
    // Each once, though more was given since.
    expect(alone.map(({ facts }: { facts: Fact[] }) => factOf(facts, 'role')).sort()).toEqual(['callback', 'dispatcher', 'operator'])
    const one = await anAdmin('one')
    const [operator] = await assignmentsOf(id, one.client)
    expect(operator).toMatchObject({ unconfirmed: 'alone', allowedActions: ['confirm', 'withdraw'] })
    await one.client.post(`${url}/${id}/assignments/${operator.id}/confirm`).expect(201)
    expect((await assignmentsOf(id, one.client))[0].unconfirmed).toBeUndefined()
  })

  it('is agreed to by nobody whose account is disabled', async () => {
    const one = await anAdmin('one')
    await founder().patch(`${url}/${one.id}`, { disabled: true }).expect(200)
    await anAccount(app, { account: 'fresh', role: 'supervisor', areaCode: CITY })
    await signIn(app, 'fresh').expect(201)
  })
})

describe('an admin', () => {
  const district = () => app.as('admin', { id: 'of-district', area: CHONGCHUAN })

  it('changes nothing of their own', async () => {
    const { id, client } = await anAdmin('one', CHONGCHUAN)
    await client.post(`${url}/${id}/assignments`, { role: 'clerk', areaCode: CHONGCHUAN }).expect(403, { code: 'not-your-own' })
    await client.delete(`${url}/${id}/assignments/admin`).expect(403, { code: 'not-your-own' })
  })

  it('gives nothing of elsewhere: no area, no unit', async () => {
    const { id } = await anAccount(app)
    const give = (body: object) => district().post(`${url}/${id}/assignments`, body)
    for (const areaCode of [CITY, TONGZHOU, FAR_COMMUNITY])
      await give({ role: 'clerk', areaCode }).expect(404, { code: 'not-found', errors: [{ field: 'areaCode' }] })
    await give({ role: 'liaison', areaCode: CHONGCHUAN, unitId: `${TONGZHOU}-police` }).expect(404, { errors: [{ field: 'unitId' }] })
    await give({ role: 'clerk', areaCode: CHONGCHUAN, unitId: `${CHONGCHUAN}-police` }).expect(400, { code: 'unit-of-a-worker' })
    await give({ role: 'handler', areaCode: CHONGCHUAN }).expect(400, { code: 'unknown-area' })
    await give({ role: 'terminal', areaCode: CHONGCHUAN }).expect(400, { code: 'invalid-input', errors: [{ field: 'role' }] })
    await give({ role: 'resident', areaCode: CHONGCHUAN }).expect(400, { errors: [{ field: 'role' }] })
  })

  it('of a district appoints no auditor, and does not come to be one by a new password', async () => {
    const wanted = { account: 'watch', name: '顾建华', role: 'auditor', areaCode: CHONGCHUAN, password: PASSWORD }
    await district().post(url, wanted).expect(403, { code: 'role-of-the-city' })
    const { id } = await anAccount(app, wanted)
    await district().patch(`${url}/${id}`, { password: 'taken over, so to say' }).expect(403, { code: 'role-of-the-city' })
    await district().post(`${url}/${id}/assignments`, { role: 'auditor', areaCode: COMMUNITY }).expect(403)
    await founder().post(`${url}/${id}/assignments`, { role: 'clerk', areaCode: COMMUNITY }).expect(400, { code: 'role-alone' })
  })

  it('no longer sees an account that also works elsewhere: it is theirs who are responsible for all of it', async () => {
    const { id, account } = await anAccount(app)
    const { body } = await founder().post(`${url}/${id}/assignments`, { role: 'worker', areaCode: FAR_COMMUNITY }).expect(201)
    await district().patch(`${url}/${id}`, { password: 'taken over, so to say' }).expect(404)
    await signIn(app, account).expect(201)
    await founder().delete(`${url}/${id}/assignments/${body.assignments[1].id}`).expect(200)
    await district().patch(`${url}/${id}`, { name: '顾大华' }).expect(200)
  })

  it('gives one role once under one Idempotency-Key, to the account as they saw it', async () => {
    const { id } = await anAccount(app)
    const body = { role: 'clerk', areaCode: COMMUNITY }
    const again = () => founder().post(`${url}/${id}/assignments`, body, { 'idempotency-key': 'k-1' })
    const [one, two] = [await again().expect(201), await again().expect(201)]
    expect(two.body).toEqual(one.body)
    await founder().post(`${url}/${id}/assignments`, { role: 'mediator', areaCode: COMMUNITY }, { 'if-match': '"1"' }).expect(412)
  })
})

describe('an assignment from a day to a day', () => {
  const noon = (day: string) => app.clock.set(`${day}T12:00:00+08:00`)
  const give = (id: string, body: object) => founder().post(`${url}/${id}/assignments`, body)
  const turn = () => app.sweep(AssignmentsService)
  const deputy = { role: 'clerk', areaCode: COMMUNITY, from: '2026-12-07', until: '2026-12-13' }

  it('is in force on these days, by the city’s clock, and ends the tokens that are out when it begins and ends', async () => {
    noon('2026-12-01')
    const { id, account } = await anAccount(app)
    const { body } = await give(id, deputy).expect(201)
    expect(body.assignments).toMatchObject([
      { role: 'worker', isOn: true },
      { ...deputy, isOn: false },
    ])
    const roles = async () => (await signIn(app, account).expect(201)).body.account.roles
    expect(await roles()).toEqual(['worker'])
    app.clock.set('2026-12-06T23:59:59+08:00')
    await turn()
    const before = await signIn(app, account).expect(201, { account: { roles: ['worker'] } })
    app.clock.set('2026-12-07T00:00:00+08:00')
    await turn()
    await app.bearing(before.body.accessToken).get('/api/identity/terminals').expect(401)
    expect((await refresh(app, tokenOf(before)).expect(201)).body.account.roles).toEqual(['worker', 'clerk'])
    app.clock.set('2026-12-13T23:50:00+08:00')
    await turn()
    const last = await signIn(app, account).expect(201, { account: { roles: ['worker', 'clerk'] } })
    expect(last.body.assignments).toMatchObject([{ role: 'worker' }, { role: 'clerk', until: '2026-12-13' }])
    app.clock.set('2026-12-14T00:00:10+08:00')
    await turn()
    await app.bearing(last.body.accessToken).get('/api/identity/terminals').expect(401, { code: 'not-signed-in' })
    await refresh(app, tokenOf(last)).expect(201, { account: { roles: ['worker'] } })
    expect(await assignmentsOf(id)).toMatchObject([{ isOn: true }, { isOn: false }])
  })

  it('that is the only one lets nobody in before it begins and after it has ended', async () => {
    noon('2026-12-01')
    const { account } = await anAccount(app, { ...deputy, account: 'for-a-week' })
    await signIn(app, account).expect(403, { code: 'no-role-today' })
    noon('2026-12-13')
    const open = await signIn(app, account).expect(201)
    app.clock.set('2026-12-14T00:00:10+08:00')
    await turn()
    await app.bearing(open.body.accessToken).get('/api/identity/terminals').expect(401)
    await refresh(app, tokenOf(open)).expect(401)
    await signIn(app, account).expect(403, { code: 'no-role-today' })
  })

  it('makes nobody a second admin before it begins and after it has ended', async () => {
    noon('2026-12-01')
    const one = await anAdmin('one')
    const stored = app.collection<Account>(accountSchema)
    const set = { assignments: [{ id: 'admin', role: 'admin' as const, areaCode: CITY, from: '2026-12-07', until: '2026-12-13' }] }
    await stored.change(one.id, () => ({ set }))
    const made = async (account: string) => (await anAccount(app, { account, role: 'supervisor', areaCode: CITY })).assignments[0].unconfirmed
    expect(await made('before')).toBe('alone')
    noon('2026-12-08')
    expect(await made('meanwhile')).toBe('waiting')
    noon('2026-12-14')
    expect(await made('after')).toBe('alone')
  })

  it('ends no earlier than it begins, and not in the past', async () => {
    noon('2026-12-10')
    const { id } = await anAccount(app)
    const refused = { code: 'ends-before-it-begins', errors: [{ field: 'until' }] }
    await give(id, { ...deputy, until: '2026-12-09', from: undefined }).expect(400, refused)
    await give(id, { ...deputy, from: '2026-12-12', until: '2026-12-11' }).expect(400, refused)
    await give(id, { ...deputy, from: 'next week' }).expect(400, { errors: [{ field: 'from' }] })
    await give(id, { ...deputy, until: '2026-12-10' }).expect(201)
  })

  it('names no organisation: nobody could say whether there is one', async () => {
    const { id } = await anAccount(app)
    await give(id, { role: 'merchant', areaCode: COMMUNITY, organisationId: 'shop' }).expect(400, { errors: [{ field: 'organisationId' }] })
  })
})

describe('whoever is shut out', () => {
  const door = '/api/identity/terminals'
  const shut: [string, (id: string, cookie: string) => PromiseLike<unknown>][] = [
    ['disabled', (id) => founder().patch(`${url}/${id}`, { disabled: true }).expect(200)],
    ['given another password', (id) => founder().patch(`${url}/${id}`, { password: 'quite another one' }).expect(200)],
    ['signed out', (_, cookie) => app.anonymous().send('DELETE', '/api/identity/sessions/current', undefined, { cookie }).expect(204)],
    [
      'refreshed by two',
      async (_, cookie) => {
        await refresh(app, cookie).expect(201)
        app.clock.advance(31_000)
        await refresh(app, cookie).expect(401)
      },
    ],
  ]

  it.each(shut)('(%s) is shut out by the token in hand too, and others are not', async (_, shutOut) => {
    const [one, other] = [await anAccount(app), await anAccount(app)]
    const [mine, theirs] = [await signIn(app, one.account), await signIn(app, other.account)]
    for (const { body } of [mine, theirs]) await app.bearing(body.accessToken).get(door).expect(403)
    await shutOut(one.id, tokenOf(mine))
    await app.bearing(mine.body.accessToken).get(door).expect(401, { code: 'not-signed-in' })
    await app.bearing(theirs.body.accessToken).get(door).expect(403)
    const { sids } = (await app.anonymous().get('/api/identity/ended-sessions').expect(200)).body
    expect(sids).toHaveLength(1)
    expect(cookieOf(mine)).not.toContain(sids[0])
  })

  it('is so after a restart, until no token of theirs can be good', async () => {
    const { id, account } = await anAccount(app)
    const { body } = await signIn(app, account)
    await founder().patch(`${url}/${id}`, { disabled: true }).expect(200)
    await app.restart()
    await app.bearing(body.accessToken).get(door).expect(401)
    app.clock.advance(17 * 60_000)
    expect((await app.anonymous().get('/api/identity/ended-sessions').expect(200)).body.sids).toEqual([])
  })

  it.each<[string, (account: Account, now: Date) => Decision<Account>]>([
    ['disabled', (account, now) => changeAccount(account, { disabled: true }, now)],
    ['given another password', (account, now) => changeAccount(account, { passwordHash: 'another' }, now)],
    ['of whom a role was taken', ({ assignments = [] }, rightsAt) => ({ set: { assignments: assignments.slice(1), rightsAt } })],
  ])('(%s) is so where the process ended before it could say it to anybody', async (_, change) => {
    const { id, account } = await anAccount(app)
    await founder().post(`${url}/${id}/assignments`, { role: 'clerk', areaCode: COMMUNITY }).expect(201)
    app.clock.advance(1000)
    const { body } = await signIn(app, account)
    const other = await signIn(app, (await anAccount(app)).account)
    app.clock.advance(1000)
    await app.collection<Account>(accountSchema).change(id, (current) => change(current, app.clock.now()))
    await app.restart()
    await app.bearing(body.accessToken).get(door).expect(401, { code: 'not-signed-in' })
    await app.bearing(other.body.accessToken).get(door).expect(403)
  })

  it('by a session that ended, or has another name, is so where the process ended then', async () => {
    const [one, other] = [await anAccount(app), await anAccount(app)]
    const [mine, theirs] = [await signIn(app, one.account), await signIn(app, other.account)]
    const sessions = app.collection<Session>(sessionSchema)
    const idOf = (cookie: string) => cookie.split('=')[1].split('.')[0]
    const now = app.clock.now()
    await sessions.change(idOf(tokenOf(mine)), (session) => end(session, 'signed-out', now))
    await sessions.change(idOf(tokenOf(theirs)), (session) => ({ set: renamed(session, now) }))
    await app.restart()
    for (const { body } of [mine, theirs]) await app.bearing(body.accessToken).get(door).expect(401)
    await refresh(app, tokenOf(theirs)).expect(201)
  })
})
