import { CITY, type Client, COMMUNITY, FAR_COMMUNITY, PLACEHOLDER, type ServicesUnderTest, startService } from '@yiwang/testing'
import { HotlineModule } from '../../services/hotline/src'
import type { Ticket } from '../../services/hotline/src/tickets/ticket'
import { ticketSchema } from '../../services/hotline/src/tickets/ticket.schema'
import { aTicket, people, tickets, WATER_BUREAU } from './given'

let app: ServicesUnderTest
let { operator, worker, neighbour, waterWorker, coordinator }: ReturnType<typeof people> = {} as never
beforeAll(async () => {
  app = await startService(HotlineModule)
  await app.deliver('information-network.unit-changed', { unitId: WATER_BUREAU, name: '南通市水利局', kind: 'water', areaCode: CITY })
  ;({ operator, worker, neighbour, waterWorker, coordinator } = people(app))
})

const received = async (more: object = {}) => (await operator.post(tickets, aTicket(more)).expect(201)).body.id as string
const act = (who: Client, id: string, action: string, body: object = {}, headers = {}) => who.post(`${tickets}/${id}/${action}`, body, headers)
const events = (id: string) =>
  app
    .events()
    .filter(({ subject }) => subject === id)
    .map(({ type }) => type.replace('hotline.ticket-', ''))
const dispatched = async (unitId = COMMUNITY, more: object = {}) => {
  const id = await received(more)
  await act(operator, id, 'dispatch', { unitId }).expect(201)
  return id
}
const handled = async () => {
  const id = await dispatched()
  await act(worker, id, 'accept').expect(201)
  await act(worker, id, 'resolve', { reply: '灯泡已更换' }).expect(201)
  return id
}

describe('a ticket on its way', () => {
  it('is not referred while it is confidential and names nobody in need: those who visit would learn who reported it', async () => {
    const refer = { service: 'home-care', need: '上门看望' }
    const about = { confidential: true }
    await act(operator, await received(about), 'refer', refer).expect(409, { code: 'beneficiary-missing' })
    await act(operator, await received({ ...about, beneficiary: { name: '李奶奶' } }), 'refer', refer).expect(201, { state: 'referred' })
  })

  it('is not written down by a department, which would not see it afterwards', async () => {
    await waterWorker.post(tickets, aTicket()).expect(403, { code: 'not-allowed' })
  })

  it('is answered on the spot and closed with the caller still on the line', async () => {
    const id = await received()
    await act(operator, id, 'answer', { reply: '六点前恢复供水', solved: true, satisfied: true }).expect(201, {
      state: 'closed',
      reply: '六点前恢复供水',
      satisfied: true,
      late: false,
      version: 2,
      allowedActions: ['reveal'],
    })
    expect(events(id)).toEqual(['received', 'answered', 'closed'])
  })

  it('is answered by the worker who was asked, and waits for the call back', async () => {
    const id = (await worker.post(tickets, aTicket()).expect(201)).body.id
    await act(worker, id, 'answer', { reply: '请到社区窗口办理' }).expect(201, { state: 'resolved', allowedActions: ['reveal'] })
    await act(operator, id, 'call-back', { reached: true, solved: false }).expect(201, { state: 'returned', satisfied: false })
  })

  it('is dispatched, accepted, resolved, called back and closed', async () => {
    const id = await received()
    await act(operator, id, 'dispatch', { unitId: COMMUNITY }).expect(201, { state: 'dispatched', unit: { id: COMMUNITY, name: '易家桥社区居委会' } })
    await act(worker, id, 'accept').expect(201, { state: 'handling', allowedActions: ['resolve', 'reveal'] })
    await act(worker, id, 'resolve', { reply: '灯泡已更换' }).expect(201, { state: 'resolved', late: false })
    await act(operator, id, 'call-back', { reached: false, note: '无人接听' }).expect(201, { state: 'resolved', version: 5 })
    const closed = await act(operator, id, 'call-back', { reached: true, solved: true, satisfied: true, rating: 5 }).expect(201, {
      state: 'closed',
      rating: 5,
    })
    expect(closed.body.history.map(({ action, state }: Record<string, string>) => `${action}: ${state}`)).toEqual([
      'receive: received',
      'dispatch: dispatched',
      'accept: handling',
      'resolve: resolved',
      'call-back: resolved',
      'call-back: closed',
    ])
    expect(events(id)).toEqual(['received', 'dispatched', 'accepted', 'resolved', 'called-back', 'called-back', 'closed'])
  })

  it('goes back to the unit that handled it where the resident is not satisfied', async () => {
    const id = await handled()
    await act(operator, id, 'call-back', { reached: true, solved: false, satisfied: false, rating: 1 }).expect(201, {
      state: 'handling',
      unit: { id: COMMUNITY },
    })
    await act(worker, id, 'resolve', { reply: '又换了一次' }).expect(201, { state: 'resolved' })
    expect(app.published('hotline.ticket-reopened').at(-1)).toMatchObject({ ticketId: id, state: 'handling', unitId: COMMUNITY })
  })

  it('is seen by a department it is dispatched to, which sees nothing else, and no more once returned', async () => {
    const id = await dispatched(WATER_BUREAU)
    await act(worker, id, 'accept').expect(403, { code: 'not-allowed' })
    expect((await waterWorker.get(tickets).expect(200)).body.items).toMatchObject([
      { id, areaCode: COMMUNITY, allowedActions: ['accept', 'return', 'reveal'] },
    ])
    expect((await waterWorker.get(`${tickets}?areaCode=${COMMUNITY}`).expect(200)).body.items).toHaveLength(1)
    expect((await waterWorker.get(`${tickets}?areaCode=${FAR_COMMUNITY}`).expect(200)).body.items).toHaveLength(0)
    await act(waterWorker, id, 'return', { reason: '属于物业职责' }).expect(201, { state: 'returned', allowedActions: [] })
    await waterWorker.get(`${tickets}/${id}`).expect(404)
    await operator.get(`${tickets}/${id}`).expect(200, { state: 'returned', allowedActions: ['dispatch', 'refer', 'reveal'] })
    expect(app.published('hotline.ticket-returned').at(-1)).toMatchObject({ ticketId: id, reason: '属于物业职责' })
  })

  it('was late when its reply came after the deadline', async () => {
    const id = await dispatched(COMMUNITY, { urgency: 'critical' })
    app.clock.advance(2 * 3600 * 1000 + 1000)
    await act(worker, id, 'accept').expect(201)
    const { body } = await act(worker, id, 'resolve', { reply: '灯泡已更换' }).expect(201, { late: true })
    expect(body.history.at(-1)).toMatchObject({ action: 'resolve', late: true })
    expect(app.published('hotline.ticket-resolved').at(-1)).toMatchObject({ late: true })
    app.clock.advance(-2 * 3600 * 1000 - 1000)
  })
})

describe('an action', () => {
  it.each([
    ['accept', () => received(), () => worker, {}],
    ['resolve', () => dispatched(), () => worker, { reply: '好' }],
    ['answer', () => dispatched(), () => operator, { reply: '好' }],
    ['dispatch', () => handled(), () => operator, { unitId: COMMUNITY }],
    ['refer', () => dispatched(), () => operator, { service: 'home-care', need: '助浴' }],
    ['call-back', () => received(), () => operator, { reached: true, satisfied: true }],
  ])('%s is refused where the state does not allow it', async (action, given, who, body) => {
    const id = await given()
    const before = (await operator.get(`${tickets}/${id}`)).body.version
    await act(who(), id, action, body).expect(409, { code: 'illegal-transition' })
    expect((await operator.get(`${tickets}/${id}`)).body.version).toBe(before)
  })

  it.each([
    ['dispatch', () => worker, { unitId: COMMUNITY }],
    ['refer', () => worker, { service: 'home-care', need: '助浴' }],
    ['accept', () => operator, {}],
    ['answer', () => coordinator, { reply: '好' }],
    ['reveal', () => coordinator, { purpose: '核实' }],
  ])('%s is refused to whom it does not belong', async (action, who, body) => {
    await act(who(), await dispatched(), action, body).expect(403, { code: 'not-allowed' })
  })

  it.each([
    ['dispatch', {}, 'unitId'],
    ['dispatch', { unitId: { $gt: '' } }, 'unitId'],
    ['refer', { service: 'kiosk', need: '助浴' }, 'service'],
    ['refer', { service: 'home-care' }, 'need'],
    ['answer', { reply: ' ' }, 'reply'],
    ['answer', { reply: '好', solved: 'true' }, 'solved'],
    ['call-back', {}, 'reached'],
    ['call-back', { reached: true, rating: 6 }, 'rating'],
    ['reveal', {}, 'purpose'],
    ['answer', { reply: '好', late: false }, 'late'],
  ])('%s with %j is a bad request', async (action, body, field) => {
    await act(operator, await received(), action, body).expect(400, { code: 'invalid-input', errors: [{ field }] })
  })

  it('call-back must say whether the resident is satisfied', async () => {
    const field = [{ field: 'satisfied' }]
    await act(operator, await handled(), 'call-back', { reached: true, solved: true }).expect(400, { code: 'satisfaction-missing', errors: field })
  })

  it('goes to units that exist and are within reach', async () => {
    await app.deliver('information-network.unit-changed', { unitId: 'far-police', name: '通州派出所', kind: 'police', areaCode: '320612000000' })
    const district = app.as('operator', { area: '320613000000' })
    for (const [who, unitId] of [
      [operator, 'nobody'],
      [operator, PLACEHOLDER],
      [district, FAR_COMMUNITY],
      [district, 'far-police'],
    ] as const) {
      await act(who, await received(), 'dispatch', { unitId }).expect(404, { code: 'not-found', errors: [{ field: 'unitId' }] })
    }
    await act(district, await received(), 'dispatch', { unitId: WATER_BUREAU }).expect(201)
    await act(operator, await received(), 'dispatch', { unitId: 'far-police' }).expect(201)
  })

  it('may name the version it was decided on', async () => {
    const id = await received()
    await act(operator, id, 'dispatch', { unitId: COMMUNITY }, { 'if-match': '"7"' }).expect(412, { code: 'version-mismatch' })
    await act(operator, id, 'dispatch', { unitId: COMMUNITY }, { 'if-match': 'x' }).expect(400)
    await act(operator, id, 'dispatch', { unitId: COMMUNITY }, { 'if-match': '"1"' }).expect(201, { version: 2 })
  })

  it('of two at the same moment is done once', async () => {
    const id = await dispatched()
    const answers = await Promise.all([act(worker, id, 'accept'), act(worker, id, 'return', { reason: '不属于本单位' })])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(events(id)).toHaveLength(3)
  })

  it('unmasks for a purpose, which is kept', async () => {
    const { body } = await operator
      .post(tickets, aTicket({ beneficiary: { name: '王桂英', phone: '13900000001', address: '易家桥新村12幢302室' } }))
      .expect(201)
    await act(worker, body.id, 'reveal', { purpose: '上门核实' }).expect(201, {
      name: '王小明',
      phone: '13800138000',
      beneficiary: { name: '王桂英', phone: '13900000001', address: '易家桥新村12幢302室' },
    })
    await act(neighbour, body.id, 'reveal', { purpose: '上门核实' }).expect(404)
    const { AuditService } = await import('@yiwang/people')
    expect(await app.get(AuditService).of('ticket', body.id)).toMatchObject([
      { account: 'worker', purpose: 'other', note: '上门核实', fields: ['name', 'phone', 'address', 'beneficiary'] },
    ])
    expect(app.published('hotline.audit-recorded').at(-1)).toMatchObject({
      account: 'worker',
      kind: 'ticket',
      subject: body.id,
      purpose: 'other',
      note: '上门核实',
    })
  })
})

describe('a history without end', () => {
  it('is told whole, however little of it the ticket keeps', async () => {
    const id = await handled()
    const stored = app.collection<Ticket>(ticketSchema)
    for (let call = 1; call <= 130; call++) await act(operator, id, 'call-back', { reached: false, note: `第${call}次` }).expect(201)

    expect((await stored.get(id))?.history.length).toBeLessThanOrEqual(60)
    const { body } = await operator.get(`${tickets}/${id}`).expect(200)
    const calls = Array.from({ length: 130 }, (_, at) => `第${at + 1}次`)
    expect(body.history.slice(0, 4).map(({ action }: { action: string }) => action)).toEqual(['receive', 'dispatch', 'accept', 'resolve'])
    expect(body.history.slice(4).map(({ note }: { note: string }) => note)).toEqual(calls)
    const listed = (await operator.get(`${tickets}?q=${body.number}`).expect(200)).body.items
    expect(listed[0].history).toEqual(body.history)

    // Whoever has seen it as it is now can act on it.
    const version = { 'if-match': `"${body.version}"` }
    await act(operator, id, 'call-back', { reached: true, solved: true, satisfied: true }, version).expect(201, { state: 'closed' })
  })
})
