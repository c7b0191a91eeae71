import { deriveId } from '@yiwang/domain'
import { ancestorsOf, COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, PLACEHOLDER, type ServicesUnderTest, startService } from '@yiwang/testing'
import { HomeCareModule } from '../../services/home-care/src/home-care.module'
import type { Provider } from '../../services/home-care/src/providers/provider'
import { providerSchema } from '../../services/home-care/src/providers/provider.schema'
import { givenAccount, givenRequest } from './stories'

const providers = '/api/home-care/providers'
const aProvider = (changes: object = {}) => ({ name: '陈芳', phone: '139-6290-0101', areaCode: COMMUNITY, ...changes })

describe('providers', () => {
  let app: ServicesUnderTest
  beforeAll(async () => {
    app = await startService(HomeCareModule)
  })
  const coordinator = (area?: string) => app.as('coordinator', { area })
  const names = async (query = '', area?: string) =>
    (await coordinator(area).get(`${providers}${query}`).expect(200)).body.items.map(({ name }: { name: string }) => name)

  it('are registered by a coordinator, once for each key', async () => {
    const key = { 'idempotency-key': 'a-first' }
    const [accountId, second] = [await givenAccount(app, 'First'), await givenAccount(app, 'second')]
    const register = (id: string, headers?: Record<string, string>) => coordinator().post(providers, aProvider({ accountId: id }), headers)
    const { body } = await register(accountId, key).expect(201)
    expect(body).toEqual({ id: expect.any(String), name: '陈芳', accountId, account: 'First', phone: '********101', areaCode: COMMUNITY })
    await register(accountId, key).expect(201, { id: body.id })
    await register(second, key).expect(422, { code: 'idempotency-key-reused' })
    await register(accountId).expect(409, { code: 'provider-account-taken', errors: [{ field: 'accountId' }] })
  })

  it('have an account of identity’s that is a provider’s, or none', async () => {
    const field = [{ field: 'accountId' }]
    const refused = [
      'nobody',
      await givenAccount(app, 'worker-1', { role: 'worker' }),
      await givenAccount(app, 'far-away', { areaCode: FAR_COMMUNITY }),
    ]
    for (const accountId of refused)
      await coordinator('320613000000').post(providers, aProvider({ accountId })).expect(404, { code: 'not-found', errors: field })
    const left = await givenAccount(app, 'left-us', { disabled: true })
    await coordinator()
      .post(providers, aProvider({ accountId: left }))
      .expect(400, { code: 'provider-account-disabled', errors: field })
    await coordinator()
      .post(providers, aProvider({ account: 'first' }))
      .expect(400, { errors: [{ field: 'account', code: 'unknown-field' }] })
  })

  it('are chosen an account for from those that an admin made, renamed and disabled ones as they are now', async () => {
    const accounts = async (area?: string) => (await coordinator(area).get('/api/home-care/provider-accounts?limit=200').expect(200)).body.items
    const accountId = await givenAccount(app, 'zhuli')
    const { body: provider } = await coordinator()
      .post(providers, aProvider({ name: '朱丽', accountId, areaCode: OTHER_COMMUNITY }))
      .expect(201)
    await givenAccount(app, 'zhuli', { name: '朱丽丽', disabled: true })

    const seen = { id: accountId, account: 'zhuli', name: '朱丽丽', areaCode: COMMUNITY, disabled: true, providerId: provider.id }
    expect((await accounts()).find(({ id }: { id: string }) => id === accountId)).toEqual(seen)
    expect((await accounts(FAR_COMMUNITY)).map(({ account }: { account: string }) => account)).toEqual(['far-away'])
    await app.as('provider').get('/api/home-care/provider-accounts').expect(403)
    const { body: listed } = await coordinator().get(`${providers}?areaCode=${OTHER_COMMUNITY}`).expect(200)
    expect(listed.items).toMatchObject([{ accountId, account: 'zhuli', accountDisabled: true }])

    // Who comes after them takes over.
    const next = await givenAccount(app, 'next')
    await coordinator(FAR_COMMUNITY).patch(`${providers}/${provider.id}`, { accountId: next }).expect(404)
    const { body: changed } = await coordinator().patch(`${providers}/${provider.id}`, { accountId: next }).expect(200, { account: 'next' })
    expect(changed.accountDisabled).toBeUndefined()
  })

  it('work in several areas, and are there for the coordinators of each', async () => {
    const id = await givenAccount(app, 'here-and-there', { areaCode: COMMUNITY, areaCodes: [COMMUNITY, FAR_COMMUNITY] })
    for (const area of [COMMUNITY, FAR_COMMUNITY]) {
      const { items } = (await coordinator(area).get('/api/home-care/provider-accounts?limit=200').expect(200)).body
      expect(items.map((one: { id: string }) => one.id)).toContain(id)
    }
    const { items } = (await coordinator(OTHER_COMMUNITY).get('/api/home-care/provider-accounts?limit=200').expect(200)).body
    expect(items.map((one: { id: string }) => one.id)).not.toContain(id)
  })

  it('entered by a login before accounts were chosen go on, and are tied once identity tells whose it is', async () => {
    const stored = app.collection<Provider>(providerSchema)
    const typedFor = (id: string, account: string) => ({
      id,
      name: '老马',
      account,
      phone: '13962900101',
      areaCode: FAR_COMMUNITY,
      areas: ancestorsOf(FAR_COMMUNITY),
    })
    for (const one of [typedFor('typed', 'MaLaoshi'), typedFor('typo', 'malaosji')]) await stored.insert({ set: one })
    await app.restart()
    const visits = (account: string) => app.as('provider', { id: `staff-${account}`, account, area: FAR_COMMUNITY }).get('/api/home-care/visits')
    const provider = async (id: string) => (await coordinator(FAR_COMMUNITY).get(providers)).body.items.find((one: { id: string }) => one.id === id)
    await visits('malaoshi').expect(200)
    expect(await provider('typed')).toMatchObject({ account: 'MaLaoshi' })

    const accountId = await givenAccount(app, 'Malaoshi', { areaCode: FAR_COMMUNITY })
    await app.redeliverLast()
    expect(await provider('typed')).toMatchObject({ accountId, account: 'Malaoshi' })
    expect(await app.collection<Provider>(providerSchema).get('typed')).not.toHaveProperty('account')
    expect((await provider('typo')).accountId).toBeUndefined()
    await app.collection<Provider>(providerSchema).remove('typed')
    await coordinator(FAR_COMMUNITY).patch(`${providers}/typo`, { accountId }).expect(200, { accountId })
  })

  it('need a place that exists and is the coordinator’s', async () => {
    await coordinator()
      .post(providers, aProvider({ areaCode: '320699999999' }))
      .expect(404, { code: 'not-found', errors: [{ field: 'areaCode' }] })
    await coordinator()
      .post(providers, aProvider({ areaCode: PLACEHOLDER }))
      .expect(400, { code: 'unknown-area' })
    await coordinator(FAR_COMMUNITY).post(providers, aProvider()).expect(404)
    await coordinator()
      .post(providers, aProvider({ phone: '12' }))
      .expect(400, { errors: [{ field: 'phone' }] })
    await app.as('worker').post(providers, aProvider()).expect(403)
    await app.as('provider').get(providers).expect(403)
  })

  it('are listed where they serve: those below, and those of the areas above', async () => {
    await coordinator()
      .post(providers, aProvider({ name: '街道服务社', areaCode: '320613004000' }))
      .expect(201)
    await coordinator()
      .post(providers, aProvider({ name: '北街服务社', areaCode: OTHER_COMMUNITY }))
      .expect(201)
    await coordinator()
      .post(providers, aProvider({ name: '东市服务社', areaCode: FAR_COMMUNITY }))
      .expect(201)
    expect(await names()).toEqual(expect.arrayContaining(['陈芳', '街道服务社', '北街服务社', '东市服务社']))
    expect((await names(`?areaCode=${COMMUNITY}`)).sort()).toEqual(['陈芳', '街道服务社'].sort())
    expect(await names('', FAR_COMMUNITY)).toContain('东市服务社')
    expect(await names('', FAR_COMMUNITY)).not.toContain('陈芳')
    await coordinator(FAR_COMMUNITY).get(`${providers}?areaCode=${COMMUNITY}`).expect(404)
  })

  it('are sent only where they serve, or where their coordinator answers for both', async () => {
    const { id: neighbour } = (
      await coordinator()
        .post(providers, aProvider({ name: '邻居', areaCode: OTHER_COMMUNITY }))
        .expect(201)
    ).body
    const plannedAt = new Date(Date.now() + 3600_000).toISOString()
    const { id } = await givenRequest(app)
    await coordinator(COMMUNITY)
      .post(`/api/home-care/requests/${id}/assign`, { providerId: neighbour, plannedAt })
      .expect(404, { code: 'not-found', errors: [{ field: 'providerId' }] })
    await coordinator('320613004000').post(`/api/home-care/requests/${id}/assign`, { providerId: neighbour, plannedAt }).expect(201)
  })

  it('of the demo city are loaded once', async () => {
    await Promise.all([app.loadDemo(), app.loadDemo()])
    await app.loadDemo()
    const { body } = await coordinator().get(`${providers}?limit=200`).expect(200)
    const demo = body.items.filter(({ id }: { id: string }) => id.startsWith('demo-'))
    expect(demo.map(({ accountId }: { accountId?: string }) => accountId)).toEqual([deriveId('demo account', 'provider'), undefined])
  })
})
