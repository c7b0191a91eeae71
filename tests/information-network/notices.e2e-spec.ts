import { CITY, COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, PLACEHOLDER, type ServicesUnderTest } from '@yiwang/testing'
import { startInformationNetwork } from './start'

const notices = '/api/information-network/notices'
const street = '320613004000'
const aNotice = (given: object = {}) => ({ title: '停水通知', text: '11月25日检修管网，\n届时 <全天> 停水。', areaCode: street, ...given })
const titles = (body: { items: { title: string }[] }) => body.items.map(({ title }) => title)

describe('a notice', () => {
  let app: ServicesUnderTest
  beforeAll(async () => {
    app = await startInformationNetwork()
    app.clock.set('2026-11-22T10:00:00+08:00')
  })

  it('is published by an admin and told to the kiosks, as written', async () => {
    const { body } = await app
      .as('admin')
      .post(notices, aNotice({ until: '2026-11-26T00:00:00+08:00' }))
      .expect(201)
    expect(body).toEqual({ ...aNotice(), id: body.id, until: '2026-11-25T16:00:00.000Z', publishedAt: '2026-11-22T02:00:00.000Z' })
    expect(app.published('information-network.notice-published')).toEqual([{ ...aNotice(), noticeId: body.id, until: '2026-11-25T16:00:00.000Z' }])
  })

  it('is listed newest first where it concerns the area: of it, in it, above it', async () => {
    app.clock.set('2026-11-22T11:00:00+08:00')
    await app
      .as('admin')
      .post(notices, aNotice({ title: '全市', areaCode: CITY }))
      .expect(201)
    app.clock.set('2026-11-22T12:00:00+08:00')
    await app
      .as('admin')
      .post(notices, aNotice({ title: '通州', areaCode: FAR_COMMUNITY }))
      .expect(201)

    expect(titles((await app.as('worker').get(notices).expect(200)).body)).toEqual(['全市', '停水通知'])
    expect(titles((await app.as('operator').get(notices).expect(200)).body)).toEqual(['通州', '全市', '停水通知'])
    expect(titles((await app.as('operator').get(`${notices}?areaCode=${FAR_COMMUNITY}`).expect(200)).body)).toEqual(['通州', '全市'])
    const first = await app.as('operator').get(`${notices}?limit=2`).expect(200)
    expect(titles((await app.as('operator').get(`${notices}?limit=2&cursor=${first.body.next}`).expect(200)).body)).toEqual(['停水通知'])
  })

  it('is found by its words where it concerns the area, the best first, as soon as it is published', async () => {
    const publish = (given: object) => app.as('admin').post(notices, aNotice(given)).expect(201)
    const found = async (q: string, more = '', role: 'operator' | 'worker' = 'operator') =>
      (
        await app
          .as(role)
          .get(`${notices}?q=${encodeURIComponent(q)}${more}`)
          .expect(200)
      ).body
    expect(titles(await found('疫苗'))).toEqual([])
    await publish({ title: '老年人免费体检', text: '65岁以上老人可到社区卫生服务中心免费体检，同时接种流感疫苗。', areaCode: CITY })
    await publish({ title: '疫苗接种安排', text: '流感疫苗，ＫＮ95口罩自备。', areaCode: COMMUNITY })
    await publish({ title: '疫苗接种点变更', text: '疫苗。', areaCode: FAR_COMMUNITY })

    expect(titles(await found('疫苗接种', `&areaCode=${COMMUNITY}`))).toEqual(['疫苗接种安排', '老年人免费体检'])
    expect(titles(await found('老年人的体检'))).toEqual(['老年人免费体检'])
    expect(titles(await found('kn95 口罩', '', 'worker'))).toEqual(['疫苗接种安排'])
    expect(titles(await found('变更', '', 'worker'))).toEqual([])
    expect(titles(await found('停电'))).toEqual([])
    expect(titles(await found('？！'))).toEqual([])

    const first = await found('疫苗', '&limit=2')
    const second = await found('疫苗', `&limit=2&cursor=${first.next}`)
    expect(titles(first)).toHaveLength(2)
    expect([...titles(first), ...titles(second)].sort()).toEqual(['疫苗接种安排', '疫苗接种点变更', '老年人免费体检'].sort())
    expect(second.next).toBeNull()
  })

  it.each([
    ['is too long', `q=${'水'.repeat(101)}`, 'q'],
    ['is empty', 'q=', 'q'],
    ['has a control character', 'q=a%00b', 'q'],
    ['comes twice', 'q=a&q=b', 'q'],
    ['goes on from elsewhere', 'q=a&cursor=nowhere', 'cursor'],
  ])('is not looked for by what %s', async (_, query, field) => {
    await app
      .as('operator')
      .get(`${notices}?${query}`)
      .expect(400, { errors: [{ field }] })
  })

  it('is published once under one Idempotency-Key', async () => {
    const admin = app.as('admin')
    const first = await admin.post(notices, aNotice({ title: '一次' }), { 'idempotency-key': 'n-1' }).expect(201)
    await admin.post(notices, aNotice({ title: '一次' }), { 'idempotency-key': 'n-1' }).expect(201, { id: first.body.id })
    await admin.post(notices, aNotice({ title: '两次' }), { 'idempotency-key': 'n-1' }).expect(422, { code: 'idempotency-key-reused' })
    expect(app.published('information-network.notice-published').filter(({ title }) => title === '一次')).toHaveLength(1)
  })

  it.each([
    ['ends in the past', { until: '2026-11-22T09:00:00+08:00' }, 400, 'until'],
    ['ends on no day', { until: '2026-02-30T09:00:00+08:00' }, 400, 'until'],
    ['has no title', { title: ' ' }, 400, 'title'],
    ['is too long', { text: '长'.repeat(5001) }, 400, 'text'],
    ['is a store operator', { title: { $gt: '' } }, 400, 'title'],
    ['hides its direction', { title: 'a\u202eb' }, 400, 'title'],
    ['has a NUL', { text: 'a\u0000b' }, 400, 'text'],
    ['is for nowhere', { areaCode: '320699999999' }, 404, 'areaCode'],
    ['is for a placeholder', { areaCode: PLACEHOLDER }, 400, 'areaCode'],
    ['says something unknown', { urgent: true }, 400, 'urgent'],
  ])('is refused where it %s, and nothing is stored', async (_, given, status, field) => {
    const before = app.events().length
    const { body } = await app.as('admin').post(notices, aNotice(given)).expect(status)
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([field])
    expect(app.events()).toHaveLength(before)
  })

  it('is no business of anybody else', async () => {
    await app.as('operator').post(notices, aNotice()).expect(403)
    await app
      .as('admin', { area: COMMUNITY })
      .post(notices, aNotice())
      .expect(404, { code: 'not-found', errors: [{ field: 'areaCode' }] })
    await app.as('worker').get(`${notices}?areaCode=${OTHER_COMMUNITY}`).expect(404)
    await app.as('terminal').get(notices).expect(403)
    await app.anonymous().get(notices).expect(401)
  })
})
