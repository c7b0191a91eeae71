import { AuditService } from '@yiwang/people'
import { FAR_COMMUNITY, type ServicesUnderTest, startService } from '@yiwang/testing'
import { HomeCareModule } from '../../services/home-care/src/home-care.module'
import { aResident, givenProvider, givenVisit } from './stories'

const visits = '/api/home-care/visits'

describe('visits', () => {
  let app: ServicesUnderTest
  let providerId: string
  const provider = () => app.as('provider')
  const request = async (id: string) => (await app.as('coordinator').get(`/api/home-care/requests/${id}`).expect(200)).body

  beforeAll(async () => {
    app = await startService(HomeCareModule)
    providerId = await givenProvider(app, 'provider')
    await givenProvider(app, 'colleague')
    await app.deliver('information-network.resident-registered', aResident())
  })

  it('are started and completed, and the request follows', async () => {
    const { id: requestId, visitId, source } = await givenVisit(app, providerId)
    const { body: planned } = await provider().get(`${visits}/${visitId}`).expect(200, { requestId, state: 'planned' })
    expect(planned).toMatchObject({
      need: '老人行动不便，需要助浴',
      note: '请先打电话',
      person: { name: '王**', phone: '********000', address: '易家桥新村****' },
    })
    expect(planned.allowedActions).toEqual(['start', 'cannot-be-done', 'reveal'])

    await provider().post(`${visits}/${visitId}/complete`, { report: '好' }).expect(409, { code: 'illegal-transition' })
    await provider()
      .post(`${visits}/${visitId}/start`)
      .expect(201, { state: 'in-service', allowedActions: ['complete', 'cannot-be-done', 'reveal'] })
    await app.settled()
    expect(await request(requestId)).toMatchObject({ state: 'assigned' })
    await provider()
      .post(`${visits}/${visitId}/complete`, { report: '已助浴，老人精神好' })
      .expect(201, { state: 'completed', report: '已助浴，老人精神好' })
    await provider().post(`${visits}/${visitId}/complete`, { report: '再来一次' }).expect(409)

    await app.settled()
    await app.redeliverAll()
    const done = await request(requestId)
    expect(done.state).toBe('done')
    expect(done.history.map(({ action }: { action: string }) => action)).toEqual(['refer', 'assign', 'start', 'complete'])
    const announced = { requestId, visitId, providerId, source, residentIds: ['daughter', 'mother'] }
    expect(app.published('home-care.visit-started').at(-1)).toMatchObject(announced)
    expect(app.published('home-care.visit-completed').at(-1)).toMatchObject({ ...announced, report: '已助浴，老人精神好' })
  })

  it('cannot be done, with the reason', async () => {
    const { id, visitId } = await givenVisit(app, providerId)
    await provider()
      .post(`${visits}/${visitId}/cannot-be-done`, {})
      .expect(400, { errors: [{ field: 'reason' }] })
    await provider()
      .post(`${visits}/${visitId}/cannot-be-done`, { reason: '无人应门' })
      .expect(201, { state: 'not-done', reason: '无人应门', allowedActions: ['reveal'] })
    await app.settled()
    expect(await request(id)).toMatchObject({ state: 'not-done', history: [{}, {}, { action: 'cannot-be-done', note: '无人应门' }] })
    expect(app.published('home-care.visit-not-done')).toMatchObject([{ visitId, reason: '无人应门' }])
  })

  it('that are overdue can still be filled in', async () => {
    const { visitId } = await givenVisit(app, providerId)
    app.clock.advance(40 * 24 * 3600_000)
    await provider().post(`${visits}/${visitId}/start`).expect(201)
    await provider().post(`${visits}/${visitId}/complete`, { report: '补记' }).expect(201)
  })

  it('are their own provider’s; a coordinator follows the request', async () => {
    const { visitId } = await givenVisit(app, providerId)
    for (const stranger of [
      app.as('provider', { id: 'staff-colleague', account: 'colleague' }),
      app.as('provider', { id: 'staff-unknown', account: 'unknown' }),
    ]) {
      await stranger.get(`${visits}/${visitId}`).expect(404)
      await stranger.post(`${visits}/${visitId}/start`).expect(404)
      await stranger.post(`${visits}/${visitId}/reveal`, { purpose: '好奇' }).expect(404)
      expect((await stranger.get(visits).expect(200)).body).toEqual({ items: [], next: null })
    }
    for (const role of ['coordinator', 'worker', 'operator', 'admin'] as const) {
      await app.as(role).get(visits).expect(403)
      await app.as(role).get(`${visits}/${visitId}`).expect(403)
      await app.as(role).post(`${visits}/${visitId}/start`).expect(403)
    }

    const { body } = await provider().get(`${visits}?state=planned`).expect(200)
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([visitId])
    const ids = async (query: string) => (await provider().get(`${visits}?${query}`).expect(200)).body.items.map(({ id }: { id: string }) => id)
    expect(await ids('sort=-plannedAt')).toEqual((await ids('sort=plannedAt')).reverse())
    await provider()
      .get(`${visits}?state=lost`)
      .expect(400, { errors: [{ field: 'state' }] })
  })

  it('show who lives where to their provider for a purpose, which is written down', async () => {
    const { visitId } = await givenVisit(app, providerId)
    await provider()
      .post(`${visits}/${visitId}/reveal`, {})
      .expect(400, { errors: [{ field: 'purpose' }] })
    const { body } = await provider().post(`${visits}/${visitId}/reveal`, { purpose: 'visit' }).expect(201)
    expect(body).toEqual({ name: '王桂英', phone: '13800138000', address: '易家桥新村 12 幢 304 室' })
    expect(await app.get(AuditService).of('visit', visitId)).toMatchObject([
      { account: 'provider', residentId: 'mother', purpose: 'visit', fields: ['name', 'phone', 'address'] },
    ])
    expect(app.published('home-care.audit-recorded')).toMatchObject([
      { account: 'provider', kind: 'visit', subject: visitId, residentId: 'mother', purpose: 'visit' },
    ])
    await app.as('coordinator').post(`${visits}/${visitId}/reveal`, { purpose: '看看' }).expect(403)
  })

  it('are filled in with what is registered where they are, and with nothing of elsewhere', async () => {
    await app.deliver('information-network.resident-registered', aResident({ residentId: 'far', areaCode: FAR_COMMUNITY }))
    const reveal = async (residentId: string) => {
      const { visitId } = await givenVisit(app, providerId, { beneficiary: { residentId, name: '王桂英' } })
      return (await provider().post(`${visits}/${visitId}/reveal`, { purpose: '上门服务' }).expect(201)).body
    }
    expect(await reveal('mother')).toEqual({ name: '王桂英', phone: '13800138000', address: '易家桥新村 12 幢 304 室' })
    expect(await reveal('far')).toEqual({ name: '王桂英' })
  })

  it('of somebody younger tell what the ticket said, until the network tells where they live', async () => {
    const younger = aResident({ residentId: 'younger', birthYear: 1986, tags: [] })
    await app.deliver('information-network.resident-registered', younger)
    const revealed = async (visitId: string) => (await provider().post(`${visits}/${visitId}/reveal`, { purpose: '上门服务' }).expect(201)).body
    const beneficiary = { residentId: 'younger', name: '王小明', phone: '13600000001' }
    const { visitId } = await givenVisit(app, providerId, { beneficiary })
    expect(await revealed(visitId)).toEqual({ name: '王小明', phone: '13600000001' })
    await app.deliver('information-network.resident-introduced', younger)
    const known = { name: '王小明', phone: '13600000001', address: '易家桥新村 12 幢 304 室' }
    expect(await revealed(visitId)).toEqual(known)
    expect(await revealed((await givenVisit(app, providerId, { beneficiary })).visitId)).toEqual(known)
  })

  it('say of whom nobody has checked that it is they', async () => {
    const { visitId } = await givenVisit(app, providerId, { claimed: ['mother'] })
    await provider().post(`${visits}/${visitId}/start`).expect(201)
    await app.settled()
    const of = (name: 'home-care.request-received' | 'home-care.visit-started') => app.published(name).at(-1)
    for (const name of ['home-care.request-received', 'home-care.visit-started'] as const) expect(of(name)).toMatchObject({ claimed: ['mother'] })
  })

  it('are acted on once under the same Idempotency-Key, which takes no other body', async () => {
    const { visitId } = await givenVisit(app, providerId)
    const key = { 'idempotency-key': `start-${visitId}` }
    for (let times = 0; times < 2; times++)
      await provider().post(`${visits}/${visitId}/start`, {}, key).expect(201, { state: 'in-service', version: 2 })
    const done = { 'idempotency-key': `complete-${visitId}` }
    await provider().post(`${visits}/${visitId}/complete`, { report: '已助浴' }, done).expect(201, { version: 3 })
    await provider().post(`${visits}/${visitId}/complete`, { report: '已助浴' }, done).expect(201, { version: 3 })
    await provider().post(`${visits}/${visitId}/complete`, { report: '别的' }, done).expect(422, { code: 'idempotency-key-reused' })
  })

  it('are acted on once when two phones press at the same moment', async () => {
    const { visitId } = await givenVisit(app, providerId)
    const answers = await Promise.all([1, 2, 3].map(() => provider().post(`${visits}/${visitId}/start`)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    await app.settled()
    expect(app.published('home-care.visit-started').filter((one) => one.visitId === visitId)).toHaveLength(1)
  })

  it('keep script as text, refuse what hides in text, and keep reports unreadable in the store', async () => {
    const { visitId } = await givenVisit(app, providerId)
    await provider().post(`${visits}/${visitId}/start`).expect(201)
    for (const report of ['a\0b', 'a\u202eb', 'x'.repeat(2001), { $gt: '' }, '  ']) {
      await provider()
        .post(`${visits}/${visitId}/complete`, { report })
        .expect(400, { errors: [{ field: 'report' }] })
    }
    const report = '<script>alert(1)</script> 已测血压'
    await provider().post(`${visits}/${visitId}/complete`, { report }).expect(201, { report })
    const stored = await app.kept()
    for (const clear of ['王桂英', '13800138000', '已测血压', '无人应门', '12 幢']) expect(stored.toString()).not.toContain(clear)
  })
})
