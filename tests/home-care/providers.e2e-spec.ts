import { COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, PLACEHOLDER, type ServicesUnderTest, startService } from '@yiwang/testing'
import { HomeCareModule } from '../../services/home-care/src/home-care.module'
import { givenRequest } from './stories'

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
    const { body } = await coordinator()
      .post(providers, aProvider({ account: 'first' }), key)
      .expect(201)
    expect(body).toEqual({ id: expect.any(String), name: '陈芳', account: 'first', phone: '139****0101', areaCode: COMMUNITY })
    await coordinator()
      .post(providers, aProvider({ account: 'first' }), key)
      .expect(201, { id: body.id })
    await coordinator()
      .post(providers, aProvider({ account: 'second' }), key)
      .expect(422, { code: 'idempotency-key-reused' })
    await coordinator()
      .post(providers, aProvider({ account: 'first' }))
      .expect(409, { code: 'account-taken', errors: [{ field: 'account' }] })
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
    expect((await names()).sort()).toEqual(['陈芳', '街道服务社', '北街服务社', '东市服务社'].sort())
    expect((await names(`?areaCode=${COMMUNITY}`)).sort()).toEqual(['陈芳', '街道服务社'].sort())
    expect((await names('', FAR_COMMUNITY)).sort()).toEqual(['东市服务社'])
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
    expect(demo.map(({ account }: { account?: string }) => account)).toEqual(['provider', undefined])
  })
})
