import { CITY, COMMUNITY, FAR_COMMUNITY, type ServicesUnderTest, startService } from '@yiwang/testing'
import { HomeCareModule } from '../../services/home-care/src/home-care.module'
import { aReferral, givenProvider, givenRequest } from './stories'

const requests = '/api/home-care/requests'

describe('care requests', () => {
  let app: ServicesUnderTest
  let providerId: string
  const soon = () => new Date(app.clock.now().getTime() + 3600_000).toISOString()

  beforeAll(async () => {
    app = await startService(HomeCareModule)
    providerId = await givenProvider(app, 'provider')
  })

  it('arise from a referral, once, also when the news comes twice', async () => {
    const before = app.published('home-care.request-received').length
    const referral = aReferral()
    await app.deliver('hotline.ticket-referred', referral)
    await app.redeliverLast()

    const { body } = await app.as('coordinator').get(`${requests}?state=requested&sort=-createdAt`).expect(200)
    expect(body.items.filter((one: { source: { id: string } }) => one.source.id === referral.ticketId)).toHaveLength(1)
    expect(body.items[0]).toMatchObject({
      state: 'requested',
      source: { service: 'hotline', id: referral.ticketId },
      person: { residentId: 'mother', name: '王**' },
      need: '老人行动不便，需要助浴',
      areaCode: COMMUNITY,
      areaPath: [{ name: '崇川区' }, { name: '新城桥街道' }, { name: '易家桥社区居委会' }],
      dueAt: '2026-11-30T15:59:59.000Z',
    })
    expect(app.published('home-care.request-received').slice(before)).toEqual([
      {
        requestId: body.items[0].id,
        source: { service: 'hotline', id: referral.ticketId },
        residentIds: ['daughter', 'mother'],
        areaCode: COMMUNITY,
      },
    ])
  })

  it('referred again, are new requests', async () => {
    const first = await givenRequest(app)
    await app.deliver('hotline.ticket-referred', aReferral({ ticketId: first.source.id }))
    const { body } = await app.as('coordinator').get(`${requests}?sort=-createdAt`).expect(200)
    expect(body.items.filter((one: { source: { id: string } }) => one.source.id === first.source.id)).toHaveLength(2)
  })

  it('are assigned once, which makes one visit', async () => {
    const { id } = await givenRequest(app)
    const plannedAt = soon()
    const { body } = await app.as('coordinator').post(`${requests}/${id}/assign`, { providerId, plannedAt }).expect(201, { state: 'assigned' })
    expect(body).toMatchObject({ provider: { id: providerId, name: '陈芳' }, plannedAt, visitId: expect.any(String), version: 2 })
    expect(body.history.map(({ action }: { action: string }) => action)).toEqual(['refer', 'assign'])
    await app.as('coordinator').post(`${requests}/${id}/assign`, { providerId, plannedAt }).expect(409, { code: 'illegal-transition' })
    // Under a key, the same again is the same: the answer to the first may have been lost.
    const other = await givenRequest(app)
    const key = { 'idempotency-key': `assign-${other.id}` }
    const [first, again] = [1, 2].map(() => app.as('coordinator').post(`${requests}/${other.id}/assign`, { providerId, plannedAt }, key))
    expect((await first.expect(201)).body.visitId).toBe((await again.expect(201)).body.visitId)

    await app.settled()
    await app.redeliverAll()
    const { body: visits } = await app.as('provider').get('/api/home-care/visits?limit=200').expect(200)
    expect(visits.items.filter(({ requestId }: { requestId: string }) => requestId === id)).toMatchObject([{ id: body.visitId, state: 'planned' }])
    expect(app.published('home-care.request-assigned').filter(({ requestId }) => requestId === id)).toHaveLength(1)
  })

  it('are assigned once when two coordinators press at the same moment', async () => {
    const { id } = await givenRequest(app)
    const press = () => app.as('coordinator').post(`${requests}/${id}/assign`, { providerId, plannedAt: soon() })
    const answers = await Promise.all([press(), press(), press()])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  })

  it('refuse what makes no sense, and store nothing of it', async () => {
    const { id, version } = await givenRequest(app)
    const assign = (body: object, headers?: Record<string, string>) => app.as('coordinator').post(`${requests}/${id}/assign`, body, headers)
    const minutesAgo = (n: number) => new Date(app.clock.now().getTime() - n * 60_000).toISOString()

    await assign({ providerId, plannedAt: minutesAgo(6) }).expect(400, { code: 'visit-planned-in-the-past', errors: [{ field: 'plannedAt' }] })
    await assign({ providerId: 'nobody', plannedAt: soon() }).expect(404, { code: 'not-found', errors: [{ field: 'providerId' }] })
    await assign({ providerId: { $gt: '' }, plannedAt: soon() }).expect(400, { errors: [{ field: 'providerId' }] })
    await assign({ providerId, plannedAt: 'tomorrow' }).expect(400, { errors: [{ field: 'plannedAt' }] })
    await assign({ providerId, plannedAt: soon(), state: 'done' }).expect(400, { errors: [{ field: 'state' }] })
    await assign({ providerId, plannedAt: soon() }, { 'if-match': '"9"' }).expect(412)
    await app.as('coordinator').get(`${requests}/${id}`).expect(200, { state: 'requested', version })
    await app
      .as('coordinator')
      .get(`${requests}?state=lost`)
      .expect(400, { errors: [{ field: 'state' }] })
    await app
      .as('coordinator')
      .get(`${requests}?sort=need`)
      .expect(400, { errors: [{ field: 'sort' }] })
    await app.as('coordinator').get(`${requests}?cursor=eA`).expect(400)
    await assign({ providerId, plannedAt: minutesAgo(4) }).expect(201)
  })

  it('are there for coordinators of their area, and for nobody else', async () => {
    const { id } = await givenRequest(app)
    const stranger = app.as('coordinator', { area: FAR_COMMUNITY })
    await stranger.get(`${requests}/${id}`).expect(404, { code: 'not-found' })
    await stranger.post(`${requests}/${id}/assign`, { providerId, plannedAt: soon() }).expect(404)
    expect((await stranger.get(requests).expect(200)).body.items).toEqual([])
    await stranger.get(`${requests}?areaCode=${COMMUNITY}`).expect(404)
    await stranger.get(`${requests}?areaCode=${CITY}`).expect(404)

    await app.as('coordinator', { area: COMMUNITY }).get(`${requests}/${id}`).expect(200)
    expect((await app.as('coordinator').get(`${requests}?areaCode=${FAR_COMMUNITY}`).expect(200)).body.items).toEqual([])
    for (const role of ['operator', 'worker', 'provider', 'terminal'] as const) await app.as(role).get(`${requests}/${id}`).expect(403)
    await app.anonymous().get(requests).expect(401)
  })

  it('are paged by when they are due', async () => {
    const all: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await app
        .as('coordinator')
        .get(`${requests}?limit=2${cursor && `&cursor=${cursor}`}`)
        .expect(200)
      all.push(...body.items.map(({ id }: { id: string }) => id))
      cursor = body.next
    }
    expect(new Set(all).size).toBe(all.length)
    expect(all).toHaveLength((await app.as('coordinator').get(`${requests}?limit=200`)).body.items.length)
  })

  it('keep who it is and what they need unreadable in the store', async () => {
    const stored = await app.kept()
    expect(stored.length).toBeGreaterThan(0)
    for (const clear of ['王桂英', '助浴', '请先打电话', '陈芳']) expect(stored.toString()).not.toContain(clear)
  })
})
