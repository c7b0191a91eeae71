import { CITY, COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, PLACEHOLDER, type ServicesUnderTest, startService } from '@yiwang/testing'
import { HotlineModule } from '../../services/hotline/src'
import { aResident, aTicket, people, tickets } from './given'

let app: ServicesUnderTest
let { operator, worker, neighbour, coordinator, admin, anyone }: ReturnType<typeof people> = {} as never
beforeAll(async () => {
  app = await startService(HotlineModule)
  ;({ operator, worker, neighbour, coordinator, admin, anyone } = people(app))
})

describe('recording a ticket', () => {
  it('answers with number, code and deadline, masks the reporter, and tells the others', async () => {
    const { body } = await operator.post(tickets, aTicket()).expect(201, {
      state: 'received',
      version: 1,
      reporter: { name: '王**', phone: '********000' },
      kind: 'help',
      channel: 'phone',
      confidential: false,
      areaPath: [{ name: '崇川区' }, { name: '新城桥街道' }, { code: COMMUNITY, name: '易家桥社区居委会' }],
      allowedActions: ['answer', 'dispatch', 'refer', 'reveal'],
      history: [{ action: 'receive', state: 'received', by: { role: 'operator' } }],
    })
    expect(body.number).toMatch(/^\d{8}-\d{6}-\d$/)
    expect(body.code).toMatch(/^\d{8}$/)
    expect(body.dueAt).toMatch(/T15:59:59.000Z$/)

    await app.settled()
    const told = app.published('hotline.ticket-received').find(({ ticketId }) => ticketId === body.id)
    expect(told).toMatchObject({ number: body.number, code: body.code, state: 'received', dueAt: body.dueAt, residentIds: [] })
  })

  it('keeps every element that was told', async () => {
    const told = {
      kind: 'complaint',
      place: '易家桥新村 5 幢 <东侧>',
      occurredAt: '2026-11-20T08:00:00+08:00',
      urgency: 'critical',
      channel: 'window',
      description: '第一行\n<script>alert("x")</script>',
    }
    const { body } = await worker.post(tickets, aTicket(told)).expect(201)
    await worker.get(`${tickets}/${body.id}`).expect(200, { ...told, occurredAt: '2026-11-20T00:00:00.000Z' })
    expect(new Date(body.dueAt).getTime() - new Date(body.createdAt).getTime()).toBe(2 * 3600 * 1000)
  })

  it('gives the same answer to the same key, and refuses the key for another body', async () => {
    const key = { 'idempotency-key': 'call-1' }
    const [first, second] = await Promise.all([operator.post(tickets, aTicket(), key), operator.post(tickets, aTicket(), key)])
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body).toMatchObject({ id: first.body.id, number: first.body.number, code: first.body.code })
    await operator.post(tickets, aTicket({ urgency: 'urgent' }), key).expect(422, { code: 'idempotency-key-reused' })
    await worker.post(tickets, aTicket(), key).expect(201)
    await app.settled()
    expect(app.published('hotline.ticket-received').filter(({ ticketId }) => ticketId === first.body.id)).toHaveLength(1)
  })

  it('is for areas of any level, but the own ones, and for real ones', async () => {
    await operator.post(tickets, aTicket({ areaCode: CITY })).expect(201, { areaPath: [{ name: '南通市' }] })
    const field = [{ field: 'areaCode' }]
    await operator.post(tickets, aTicket({ areaCode: PLACEHOLDER })).expect(400, { code: 'unknown-area', errors: field })
    for (const areaCode of [OTHER_COMMUNITY, CITY, '999999999999'])
      await worker.post(tickets, aTicket({ areaCode })).expect(404, { code: 'not-found', errors: field })
  })

  it('is for operators and workers', async () => {
    await coordinator.post(tickets, aTicket()).expect(403)
    await admin.post(tickets, aTicket()).expect(403)
    await app.as('terminal').post(tickets, aTicket()).expect(403)
    await anyone.post(tickets, aTicket()).expect(401)
  })

  it('is not for what has yet to happen', async () => {
    await operator.post(tickets, aTicket({ occurredAt: '2999-01-01T00:00:00Z' })).expect(400, {
      code: 'occurred-in-the-future',
      errors: [{ field: 'occurredAt' }],
    })
  })
})

describe('the people of a ticket', () => {
  beforeAll(async () => {
    await app.deliver('information-network.resident-registered', aResident())
    await app.deliver('information-network.resident-registered', aResident({ residentId: 'far', areaCode: FAR_COMMUNITY, phone: '13900000002' }))
  })

  it('are linked by residentId, and its events name them', async () => {
    const daughter = aTicket({ beneficiary: { name: '王桂英', address: '易家桥新村12幢302室', residentId: 'resident-1' } })
    const { body } = await operator.post(tickets, daughter).expect(201, {
      beneficiary: { residentId: 'resident-1', name: '王**', address: '易家桥新村****' },
    })
    await app.settled()
    expect(app.published('hotline.ticket-received').find(({ ticketId }) => ticketId === body.id)?.residentIds).toEqual(['resident-1'])
  })

  it('are linked by phone and exact name, where that is one person', async () => {
    const from = (name: string) => operator.post(tickets, aTicket({ reporter: { name, phone: '13900000001' } }))
    expect((await from('王桂英').expect(201)).body.reporter.residentId).toBe('resident-1')
    expect((await from('王桂').expect(201)).body.reporter.residentId).toBeUndefined()
  })

  it('must be registered, in the own area', async () => {
    const unknown = { name: '王桂英', phone: '13900000001', residentId: 'nobody' }
    await operator.post(tickets, aTicket({ reporter: unknown })).expect(404, { code: 'not-found', errors: [{ field: 'reporter.residentId' }] })
    await worker
      .post(tickets, aTicket({ beneficiary: { name: '王桂英', residentId: 'far' } }))
      .expect(404, { code: 'not-found', errors: [{ field: 'beneficiary.residentId' }] })
  })

  it('may be registered in this very moment', async () => {
    const call = operator.post(tickets, aTicket({ reporter: { name: '新居民', phone: '13900000003', residentId: 'new' } }))
    await app.deliver('information-network.resident-registered', aResident({ residentId: 'new', name: '新居民', phone: '13900000003' }))
    await call.expect(201, { reporter: { residentId: 'new' } })
  })
})

describe('the list', () => {
  it('goes by deadline or by newest, in pages, and by state', async () => {
    const ids = async (query: string) => (await operator.get(`${tickets}?${query}`).expect(200)).body.items.map(({ id }: { id: string }) => id)
    const all = await ids('limit=200')
    const due = (await operator.get(`${tickets}?limit=200`)).body.items.map(({ dueAt }: { dueAt: string }) => dueAt)
    expect(due).toEqual([...due].sort())

    const paged: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await operator.get(`${tickets}?limit=3${cursor && `&cursor=${cursor}`}`).expect(200)
      paged.push(...body.items.map(({ id }: { id: string }) => id))
      cursor = body.next
    }
    expect(paged).toEqual(all)
    expect((await ids('sort=-createdAt&limit=200')).length).toBe(all.length)
    expect(await ids('state=received&limit=200')).toEqual(all)
    expect(await ids('state=closed')).toEqual([])
  })

  it("shows an area's own, narrowed to an area within it", async () => {
    const codes = async (client: typeof operator, query = '') =>
      new Set((await client.get(`${tickets}?limit=200${query}`).expect(200)).body.items.map(({ areaCode }: { areaCode: string }) => areaCode))
    await operator.post(tickets, aTicket({ areaCode: FAR_COMMUNITY })).expect(201)
    expect(await codes(operator)).toEqual(new Set([CITY, COMMUNITY, FAR_COMMUNITY]))
    expect(await codes(operator, '&areaCode=320613000000')).toEqual(new Set([COMMUNITY]))
    expect(await codes(operator, `&areaCode=${FAR_COMMUNITY}&state=received&sort=-createdAt`)).toEqual(new Set([FAR_COMMUNITY]))
    expect(await codes(worker)).toEqual(new Set([COMMUNITY]))
    await worker.get(`${tickets}?areaCode=${FAR_COMMUNITY}`).expect(404, { code: 'not-found', errors: [{ field: 'areaCode' }] })
    expect(await codes(neighbour)).toEqual(new Set())
  })

  it("finds a reporter's tickets by phone, however it is written", async () => {
    await operator.post(tickets, aTicket({ reporter: { name: '赵六', phone: '0513-85123456' } })).expect(201)
    for (const query of ['', '&state=received', '&sort=-createdAt', `&areaCode=${COMMUNITY}`]) {
      const { body } = await operator.get(`${tickets}?reporterPhone=${encodeURIComponent('(0513) 8512 3456')}${query}`).expect(200)
      expect(body.items).toMatchObject([{ reporter: { name: '赵*', phone: '*********456' } }])
    }
  })

  it.each([
    'limit=0',
    'limit=201',
    'limit=x',
    'cursor=x',
    'state=lost',
    'state=received&state=closed',
    'sort=createdAt',
    'areaCode=3206',
    'areaCode[$gt]=',
    'nonsense=1',
    'reporterPhone=1',
  ])('refuses ?%s', async (query) => {
    const { body } = await operator.get(`${tickets}?${query}`).expect(400)
    expect(body.errors[0].field).toBe(query.split('=')[0])
  })
})

describe('what an asker sees', () => {
  it("is nothing of another area's, whatever version they name", async () => {
    const { body } = await operator.post(tickets, aTicket()).expect(201)
    await neighbour.get(`${tickets}/${body.id}`).expect(404, { code: 'not-found' })
    await neighbour.post(`${tickets}/${body.id}/answer`, { reply: '好' }, { 'if-match': '"7"' }).expect(404)
    await neighbour.post(`${tickets}/${body.id}/reveal`, { purpose: '核实' }).expect(404)
    await operator.get(`${tickets}/nothing`).expect(404)
    await anyone.get(`${tickets}/${body.id}`).expect(401)
    await app.as('provider').get(`${tickets}/${body.id}`).expect(403)
  })

  it('has the code only for operators, and for whoever just recorded it', async () => {
    const { body } = await worker.post(tickets, aTicket()).expect(201)
    expect(body.code).toMatch(/^\d{8}$/)
    expect((await worker.get(`${tickets}/${body.id}`)).body.code).toBeUndefined()
    expect((await operator.get(`${tickets}/${body.id}`)).body.code).toBe(body.code)
    expect((await coordinator.get(`${tickets}/${body.id}`).expect(200)).body).toMatchObject({ allowedActions: [] })
  })

  it('has no reporter where it is confidential, nor can the phone be tried', async () => {
    const { body } = await operator.post(tickets, aTicket({ confidential: true, reporter: { name: '周国强', phone: '13700000009' } })).expect(201)
    expect(body.reporter).toMatchObject({ name: '周**' })
    const seen = await worker.get(`${tickets}/${body.id}`).expect(200, { confidential: true, allowedActions: ['answer'] })
    expect(seen.body.reporter).toEqual({})
    await worker.post(`${tickets}/${body.id}/reveal`, { purpose: '核实' }).expect(403)
    expect((await worker.get(`${tickets}?reporterPhone=13700000009`).expect(200)).body.items).toEqual([])
    expect((await operator.get(`${tickets}?reporterPhone=13700000009`).expect(200)).body.items).toEqual([])
    await operator.post(`${tickets}/${body.id}/reveal`, { purpose: '核实' }).expect(201, { name: '周国强' })
  })

  it('has no number only where the caller keeps it back, and then nobody is to call', async () => {
    const without = (more: object) => aTicket({ reporter: { name: '王小明', ...more } })
    const { body } = await operator.post(tickets, without({ phoneWithheld: true })).expect(201, { reporter: { name: '王**', phoneWithheld: true } })
    expect(body.reporter).not.toHaveProperty('phone')
    await operator.post(`${tickets}/${body.id}/answer`, { reply: '今晚恢复供水' }).expect(201, { state: 'closed', allowedActions: ['reveal'] })
    expect(app.published('hotline.ticket-closed')).toContainEqual(expect.objectContaining({ ticketId: body.id }))

    for (const more of [{}, { phoneWithheld: false }]) {
      await operator.post(tickets, without(more)).expect(400, { errors: [{ field: 'reporter.phone', code: 'required' }] })
    }
    await operator
      .post(tickets, without({ phoneWithheld: true, phone: '13800138000' }))
      .expect(400, { code: 'phone-and-withheld', errors: [{ field: 'reporter.phoneWithheld' }] })
    await operator
      .post(tickets, without({ phoneWithheld: true, phone: '1' }))
      .expect(400, { errors: [{ field: 'reporter.phone', code: 'not-a-phone' }] })
  })
})

describe('what waits', () => {
  const of = async (who: typeof worker, state: string) => {
    const { body } = await who.get(`${tickets}/waiting`).expect(200)
    return body.states.find((one: { state: string }) => one.state === state)
  }

  it('is counted for the asker’s own scope and role, the critical ones by name, however few a list has loaded', async () => {
    const before = { received: await of(operator, 'received'), near: await of(worker, 'received'), far: await of(neighbour, 'received') }
    await operator.post(tickets, aTicket()).expect(201)
    const { body } = await operator.post(tickets, aTicket({ urgency: 'critical' })).expect(201)
    const { id, number } = body
    const received = await of(operator, 'received')
    expect([received.count, received.critical]).toEqual([before.received.count + 2, before.received.critical + 1])
    expect(received.soonest).toContainEqual({ id, number })
    expect((await of(worker, 'received')).critical).toBe(before.near.critical + 1)
    expect(await of(neighbour, 'received')).toEqual(before.far)

    await operator.post(`${tickets}/${id}/dispatch`, { unitId: COMMUNITY }).expect(201)
    expect((await of(operator, 'received')).soonest).not.toContainEqual({ id, number })
    expect(await of(operator, 'dispatched')).toBeUndefined()
    expect((await of(worker, 'dispatched')).soonest).toContainEqual({ id, number })
  })

  it('is for those who have something to do', async () => {
    await coordinator.get(`${tickets}/waiting`).expect(403)
    await anyone.get(`${tickets}/waiting`).expect(401)
  })
})
