import { COMMUNITY, FAR_COMMUNITY, PLACEHOLDER, type ServicesUnderTest } from '@yiwang/testing'
import type { Account } from '../../services/identity/src/accounts/account'
import { accountSchema } from '../../services/identity/src/accounts/account.schema'
import { anAccount, PASSWORD, signIn, startIdentity } from './staff'

const url = '/api/identity/accounts'
const wanted = { account: 'li.na', name: '李娜', role: 'coordinator', areaCode: '320613000000', password: PASSWORD }

let app: ServicesUnderTest
beforeAll(async () => {
  app = await startIdentity()
})

const admin = (area?: string) => app.as('admin', { area, id: `admin-of-${area ?? 'city'}` })
const accountsOf = async (area?: string) => (await admin(area).get(url).expect(200)).body.items.map(({ account }: { account: string }) => account)

describe('an account', () => {
  it('is created, listed and signs in; its password is in no answer and in no file', async () => {
    const created = await admin().post(url, wanted).expect(201, { account: 'li.na', name: '李娜', role: 'coordinator', disabled: false, version: 1 })
    expect(Object.keys(created.body).sort()).toEqual([
      'account',
      'areaCode',
      'assignments',
      'createdAt',
      'disabled',
      'hasSecondFactor',
      'id',
      'isSleeping',
      'name',
      'role',
      'usedAt',
      'version',
    ])
    await anAccount(app, { account: 'aaa-first' })

    expect(await accountsOf()).toEqual(['li.na', 'aaa-first'])
    await signIn(app, 'li.na').expect(201)
    expect(app.published('identity.terminal-registered')).toEqual([])
  })

  it('has a name of its own, whatever its capitals', async () => {
    const taken = { code: 'account-taken', errors: [{ field: 'account' }] }
    await admin()
      .post(url, { ...wanted, account: 'Li.Na' })
      .expect(409, taken)
    await admin().post('/api/identity/terminals', { account: 'LI.NA', name: '便民服务亭', areaCode: COMMUNITY }).expect(409, taken)
  })

  it('is created once under one Idempotency-Key', async () => {
    const again = (body: object) => admin().post(url, body, { 'idempotency-key': 'k-1' })
    const body = { ...wanted, account: 'sun.wei' }
    const [one, two] = [await again(body).expect(201), await again(body).expect(201)]
    expect(two.body).toEqual(one.body)
    await again({ ...body, name: '孙伟伟' }).expect(422, { code: 'idempotency-key-reused' })
  })

  it('is renamed, disabled and enabled, by whoever saw its present version', async () => {
    const { id, account, version } = await anAccount(app)
    const seen = { 'if-match': `"${version}"` }
    await admin()
      .patch(`${url}/${id}`, { name: '顾大华' }, seen)
      .expect(200, { name: '顾大华', version: version + 1 })
    await admin().patch(`${url}/${id}`, { disabled: true }, seen).expect(412)
    await signIn(app, account).expect(201, { account: { name: '顾大华' } })
  })

  it('of an admin is not disabled by that admin', async () => {
    const { id } = await anAccount(app, { role: 'admin', account: 'the-admin' })
    await app.as('admin', { id }).patch(`${url}/${id}`, { disabled: true }).expect(409, { code: 'cannot-disable-yourself' })
    await admin().patch(`${url}/${id}`, { disabled: true }).expect(200)
  })

  it.each([
    ['account', { account: 'a' }],
    ['account', { account: 'x'.repeat(41) }],
    ['account', { account: '李娜' }],
    ['account', { account: { $gt: '' } }],
    ['name', { name: '' }],
    ['name', { name: '李\u202e娜' }],
    ['role', { role: 'terminal' }],
    ['role', { role: 'emperor' }],
    ['areaCode', { areaCode: '3206' }],
    ['password', { password: 'short' }],
    ['password', { password: 'x'.repeat(129) }],
    ['passwordHash', { passwordHash: 'x' }],
  ])('with a wrong %s is refused (%j)', async (field, change) => {
    const body = { ...wanted, account: 'refused', ...change }
    await admin()
      .post(url, body)
      .expect(400, { code: 'invalid-input', errors: [{ field }] })
    expect(await accountsOf()).not.toContain('refused')
  })

  it.each([
    ['a placeholder', { areaCode: PLACEHOLDER }],
    ['a whole town for a worker', { role: 'worker', areaCode: '320613004000' }],
  ])('belongs nowhere in %s', async (_, change) => {
    const body = { ...wanted, account: 'nowhere', ...change }
    await admin()
      .post(url, body)
      .expect(400, { code: 'unknown-area', errors: [{ field: 'areaCode' }] })
  })

  it('may be a worker of a unit above the communities', async () => {
    await anAccount(app, { areaCode: '320613000000', unitId: '320613000000-police', account: 'officer' })
    await signIn(app, 'officer').expect(201, { account: { unitId: '320613000000-police', areaCode: '320613000000' } })
  })
})

describe('an admin', () => {
  const chongchuan = '320613000000'
  const tongzhou = '320612000000'

  it('sees and changes the accounts of the own area only', async () => {
    const [near, far] = [await anAccount(app, { account: 'near' }), await anAccount(app, { account: 'far', areaCode: FAR_COMMUNITY })]

    expect(await accountsOf(tongzhou)).toEqual(['far'])
    expect(await accountsOf(chongchuan)).toContain('near')
    await admin(tongzhou).patch(`${url}/${far.id}`, { name: '别名' }).expect(200)
    await admin(tongzhou).patch(`${url}/${near.id}`, { password: 'taken over!' }).expect(404, { code: 'not-found' })
    await signIn(app, 'near').expect(201)
  })

  it('of a district creates nobody for another district or for the city', async () => {
    for (const areaCode of [tongzhou, '320600000000', '999999999999']) {
      await admin(chongchuan)
        .post(url, { ...wanted, account: 'outside', areaCode })
        .expect(404, { code: 'not-found', errors: [{ field: 'areaCode' }] })
    }
    expect(await accountsOf()).not.toContain('outside')
  })

  it.each([
    ['a unit of another district', { unitId: '320612000000-police' }],
    ['a unit of the city', { unitId: '320600000000-police' }],
    ['a committee of another district', { unitId: FAR_COMMUNITY }],
    ['an area that is no committee', { unitId: '320613004000' }],
    ['no unit at all', { unitId: 'police' }],
  ])('lets nobody see more than the admin does through %s', async (_, change) => {
    await admin(chongchuan)
      .post(url, { ...wanted, role: 'worker', areaCode: COMMUNITY, account: 'climber', ...change })
      .expect(404, { code: 'not-found', errors: [{ field: 'unitId' }] })
    expect(await accountsOf()).not.toContain('climber')
  })

  it('gives a unit to workers only', async () => {
    await admin(chongchuan)
      .post(url, { ...wanted, role: 'operator', areaCode: chongchuan, unitId: COMMUNITY, account: 'climber' })
      .expect(400, { code: 'unit-of-a-worker', errors: [{ field: 'unitId' }] })
  })

  it('pages through a long list', async () => {
    const first = await admin().get(`${url}?limit=2`).expect(200)
    const second = await admin().get(`${url}?limit=2&cursor=${first.body.next}`).expect(200)
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)].sort())
    await admin().get(`${url}?limit=0`).expect(400)
    await admin().get(`${url}?cursor=nonsense`).expect(400, { code: 'invalid-cursor' })
    await admin().get(`${url}?colour=red`).expect(400)
  })
})

describe('everyone else', () => {
  it.each(['operator', 'worker', 'coordinator', 'provider', 'terminal'] as const)('(%s) has no business here', async (role) => {
    for (const door of ['accounts', 'terminals']) {
      await app.as(role).get(`/api/identity/${door}`).expect(403, { code: 'not-allowed' })
      await app.as(role).post(`/api/identity/${door}`, {}).expect(403)
      await app.as(role).patch(`/api/identity/${door}/x`, {}).expect(403)
    }
  })

  it('signs in first', async () => {
    await app.anonymous().get(url).expect(401, { code: 'not-signed-in' })
    await app.anonymous().post(url, wanted).expect(401)
  })
})

describe('the account of a provider', () => {
  it('is told to the others as it is now, and what they have no need of is not', async () => {
    const { id } = await anAccount(app, { account: 'ji.chunmei', name: '季春梅', role: 'provider' })
    await anAccount(app, { account: 'not-told' })
    await admin().patch(`${url}/${id}`, { name: '季春梅梅', password: 'quite another one' }).expect(200)
    await admin().patch(`${url}/${id}`, { disabled: true }).expect(200)
    await app.settled()
    const told = { accountId: id, account: 'ji.chunmei', name: '季春梅', role: 'provider', areaCode: COMMUNITY, disabled: false }
    expect(app.published('identity.account-changed')).toEqual([told, { ...told, name: '季春梅梅' }, { ...told, name: '季春梅梅', disabled: true }])
    expect(JSON.stringify(app.events())).not.toMatch(/季春梅|ji\.chunmei/)
  })

  it('of before is told once, at the next start', async () => {
    const stored = app.collection<Account>(accountSchema)
    const { id } = await anAccount(app, { account: 'of-before', role: 'provider' })
    await stored.change(id, () => ({ set: { told: undefined } }))
    const before = app.published('identity.account-changed').length
    await app.restart()
    await app.restart()
    expect(app.published('identity.account-changed').slice(before)).toMatchObject([{ accountId: id, account: 'of-before' }])
  })
})

describe('accounts that nobody uses', () => {
  const DAY_MS = 86_400_000
  const sleeping = async (area?: string) =>
    (await admin(area).get(`${url}/sleeping`).expect(200)).body.items.map(({ account }: { account: string }) => account)
  const disable = (accounts: string[], by = admin()) => by.post(`${url}/sleeping/disable`, { accounts })

  beforeAll(async () => {
    app = await startIdentity()
  })

  it('are found by when their owners last came, and disabled together, but for who came meanwhile and what is not theirs to disable', async () => {
    const [gone, late, back] = [
      await anAccount(app, { account: 'gone' }),
      await anAccount(app, { account: 'late' }),
      await anAccount(app, { account: 'back' }),
    ]
    const watch = await anAccount(app, { account: 'watch', role: 'auditor', areaCode: COMMUNITY })
    const far = await anAccount(app, { account: 'far', areaCode: FAR_COMMUNITY })
    app.clock.advance(60 * DAY_MS)
    await signIn(app, 'back').expect(201)
    expect(await sleeping()).toEqual([])
    app.clock.advance(31 * DAY_MS)
    expect(await sleeping()).toEqual(['gone', 'late', 'watch', 'far'])
    const district = app.as('admin', { id: 'of-district', area: '320613000000' })
    expect(await sleeping('320613000000')).toEqual(['gone', 'late', 'watch'])
    await signIn(app, 'late').expect(201)
    await disable([gone.id, far.id], district).expect(404)
    expect(await sleeping('320613000000')).toEqual(['gone', 'watch'])
    expect((await disable([gone.id, late.id, back.id, watch.id], district).expect(200)).body).toEqual({ disabled: [gone.id] })
    await disable([far.id], district).expect(404)
    await signIn(app, 'gone').expect(403, { code: 'account-disabled' })
    expect(await sleeping()).toEqual(['watch', 'far'])
    const { items } = (await app.as('auditor', { area: '320600000000' }).get(`/api/identity/security-log?account=${gone.id}`).expect(200)).body
    expect(items).toContainEqual(expect.objectContaining({ account: 'of-district', facts: [{ name: 'state', value: 'disabled' }] }))
  })

  it('of before are counted from the first start that counts', async () => {
    const { id } = await anAccount(app, { account: 'of-before' })
    await app.collection<Account>(accountSchema).change(id, () => ({ set: { usedAt: undefined } }))
    await app.restart()
    app.clock.advance(89 * DAY_MS)
    expect(await sleeping()).not.toContain('of-before')
    app.clock.advance(2 * DAY_MS)
    expect(await sleeping()).toContain('of-before')
  })
})
