import { StoppedPartitions } from '@yiwang/messaging'
import { COMMUNITY, PLACEHOLDER, type ServicesUnderTest, startService } from '@yiwang/testing'
import { HotlineModule } from '../../services/hotline/src'
import type { AwaitedResident } from '../../services/hotline/src/tickets/awaited-resident.schema'
import { awaitedResidentSchema } from '../../services/hotline/src/tickets/awaited-resident.schema'
import { AwaitedResidents } from '../../services/hotline/src/tickets/awaited-residents.service'
import { aResident, aTicket, people, tickets } from './given'

let app: ServicesUnderTest
let { operator, worker }: ReturnType<typeof people> = {} as never
beforeAll(async () => {
  app = await startService(HotlineModule)
  ;({ operator, worker } = people(app))
  await app.deliver('information-network.resident-registered', aResident())
})

const aNeed = (more: object = {}) => ({
  needId: 'need-1',
  terminalId: 'KIOSK-1',
  areaCode: COMMUNITY,
  reporter: { name: '王桂英', phone: '13900000001' },
  description: '想申请助餐',
  ...more,
})

describe('a need told at a kiosk', () => {
  it('becomes one ticket, also when the news comes twice', async () => {
    await app.deliver('kiosk.need-registered', aNeed())
    await app.redeliverLast()
    const { items } = (await worker.get(tickets).expect(200)).body
    expect(items).toMatchObject([
      {
        state: 'received',
        channel: 'kiosk',
        urgency: 'ordinary',
        kind: 'help',
        description: '想申请助餐',
        origin: { service: 'kiosk', id: 'need-1' },
        reporter: { residentId: 'resident-1', name: '王**', claimed: true },
        allowedActions: ['answer', 'reveal'],
      },
    ])
    expect(items[0].history[0]).not.toHaveProperty('by')
    expect(app.published('hotline.ticket-received')).toMatchObject([
      { origin: { service: 'kiosk', id: 'need-1' }, residentIds: ['resident-1'], claimed: ['resident-1'] },
    ])
  })

  it('says where to come and whom to call, to those who may know', async () => {
    const beneficiary = { name: '王桂英', phone: '13800138009', address: '易家桥新村 12 幢 302' }
    await app.deliver('kiosk.need-registered', aNeed({ needId: 'need-9', reporter: { name: '李秀兰' }, beneficiary, place: '登记的住址' }))
    const [ticket] = (await operator.get(`${tickets}?q=13800138009`).expect(200)).body.items
    expect(ticket).toMatchObject({ place: '登记的住址', reporter: { name: '李**' }, beneficiary: { phone: '********009' } })
    const { body } = await operator.post(`${tickets}/${ticket.id}/reveal`, { purpose: '上门' }).expect(201)
    expect(body).toMatchObject({ name: '李秀兰', beneficiary })
  })

  it('has its own number, however many come at once', async () => {
    for (let nth = 0; nth < 5; nth++) {
      await app.deliver('kiosk.need-registered', aNeed({ needId: `need-1${nth}`, reporter: { name: '钱七' } }))
      await app.redeliverLast()
    }
    await operator.post(tickets, aTicket()).expect(201)
    const numbers = (await operator.get(`${tickets}?limit=200`)).body.items.map(({ number }: { number: string }) => number)
    expect(numbers).toHaveLength(8)
    expect(new Set(numbers).size).toBe(8)
  })

  it('keeps its term from when it was told', async () => {
    app.clock.set('2026-11-20T16:00:00+08:00')
    await app.deliver('kiosk.need-registered', aNeed({ needId: 'need-2', reporter: { name: '孙八', phone: '13700000002' } }))
    app.clock.set('2026-11-24T09:00:00+08:00')
    const { items } = (await operator.get(`${tickets}?reporterPhone=13700000002`).expect(200)).body
    expect(items).toMatchObject([{ createdAt: '2026-11-20T08:00:00.000Z', dueAt: '2026-11-27T15:59:59.000Z' }])
  })

  it('from nowhere is set aside, and the next one flows', async () => {
    await app.deliver('kiosk.need-registered', aNeed({ needId: 'need-3', areaCode: PLACEHOLDER }))
    await app.deliver('kiosk.need-registered', aNeed({ needId: 'need-4', reporter: { name: '周九', phone: '13700000003' } }))
    expect((await operator.get(`${tickets}?reporterPhone=13700000003`)).body.items).toHaveLength(1)
    const [parked] = (await app.as('admin').get('/api/hotline/parked').expect(200)).body.items
    expect(parked.events).toHaveLength(1)
    await app.as('admin', { area: COMMUNITY }).get('/api/hotline/parked').expect(403)
    await app.as('admin', { area: COMMUNITY }).post(`/api/hotline/parked/${parked.id}/replay`, {}).expect(403)
    await app.as('admin', { area: COMMUNITY }).delete(`/api/hotline/parked/${parked.id}/events/${parked.events[0].id}`).expect(403)
  })
})

describe('a need that names a resident by their id', () => {
  const named = (residentId: string, phone: string) => ({ name: '吴十', phone, residentId })
  const reporterOf = async (phone: string) => (await operator.get(`${tickets}?reporterPhone=${phone}`).expect(200)).body.items[0].reporter

  it('has them at once where their registration is known and says the same, as what nobody has checked', async () => {
    await app.deliver('information-network.resident-registered', aResident({ residentId: 'resident-a', name: '吴十', phone: '13600000001' }))
    await app.deliver('kiosk.need-registered', aNeed({ needId: 'need-a', reporter: named('resident-a', '13600000001') }))
    expect(await reporterOf('13600000001')).toMatchObject({ residentId: 'resident-a', claimed: true })
    expect(app.published('hotline.ticket-received').at(-1)).toMatchObject({ residentIds: ['resident-a'], claimed: ['resident-a'] })
  })

  it('gets them when the news of their registration comes after it, once', async () => {
    const reporter = named('resident-b', '13600000002')
    await app.deliver('kiosk.need-registered', aNeed({ needId: 'need-b', reporter, beneficiary: reporter }))
    expect(await reporterOf('13600000002')).not.toHaveProperty('residentId')
    await app.redeliverLast()
    await app.deliver('information-network.resident-registered', aResident({ residentId: 'resident-b', name: '吴十', phone: '13600000002' }))
    await app.redeliverLast()
    await app.redeliverAll()
    const [ticket] = (await operator.get(`${tickets}?reporterPhone=13600000002`).expect(200)).body.items
    expect(ticket).toMatchObject({ reporter: { residentId: 'resident-b' }, beneficiary: { residentId: 'resident-b' }, version: 2 })
    expect(app.published('hotline.ticket-linked')).toEqual([
      {
        ticketId: ticket.id,
        number: ticket.number,
        state: 'received',
        residentIds: ['resident-b'],
        claimed: ['resident-b'],
        residentId: 'resident-b',
      },
    ])
  })

  it('gets them when both come at the same moment', async () => {
    const ids = Array.from({ length: 8 }, (_, nth) => `resident-c${nth}`)
    await Promise.all(
      ids.flatMap((residentId, nth) => [
        app.deliver('kiosk.need-registered', aNeed({ needId: `need-c${nth}`, reporter: named(residentId, `1350000000${nth}`) })),
        app.deliver('information-network.resident-registered', aResident({ residentId, name: '吴十', phone: `1350000000${nth}` })),
      ]),
    )
    await app.settled()
    for (const [nth, residentId] of ids.entries()) expect(await reporterOf(`1350000000${nth}`)).toMatchObject({ residentId })
  })

  it('that was made up holds nobody up', async () => {
    const began = performance.now()
    for (let nth = 0; nth < 12; nth++)
      await app.deliver('kiosk.need-registered', aNeed({ needId: `need-d${nth}`, reporter: named(`nobody-${nth}`, '13600000004') }))
    // Far from the limit either way: whoever waits for each takes 2 s for each.
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  it('is waited for no longer than thirty days', async () => {
    const rows = app.collection<AwaitedResident>(awaitedResidentSchema)
    await app.deliver('kiosk.need-registered', aNeed({ needId: 'need-e', reporter: named('late', '13600000005') }))
    // As a version before this left it.
    await rows.insert({ set: { id: 'old', residentId: 'nobody-old', ticketId: 'ticket-old', roles: ['reporter'] } })
    const all = await rows.count({})
    expect(all).toBeGreaterThan(1)
    for (const [days, left] of [
      [0, all],
      [29, all],
      [2, 0],
    ]) {
      app.clock.advance(days * 24 * 3600_000)
      await app.sweep(AwaitedResidents)
      expect(await rows.count({})).toBe(left)
    }
  })
})

describe('a need referred to home care', () => {
  const visit = (id: string) => ({
    requestId: 'request-1',
    source: { service: 'hotline', id },
    residentIds: [],
    visitId: 'visit-1',
    providerId: 'provider-1',
    at: '2026-11-24T10:00:00+08:00',
  })
  const referred = async () => {
    const { body } = await operator.post(tickets, aTicket({ beneficiary: { name: '王桂英', address: '易家桥新村12幢302室' } })).expect(201)
    await operator
      .post(`${tickets}/${body.id}/refer`, { service: 'home-care', need: '助浴', note: '腿脚不便' })
      .expect(201, { state: 'referred', need: '助浴' })
    return body.id as string
  }

  it('tells home care who needs what, where and by when', async () => {
    const id = await referred()
    await app.settled()
    expect(app.published('hotline.ticket-referred').at(-1)).toMatchObject({
      ticketId: id,
      service: 'home-care',
      need: '助浴',
      note: '腿脚不便',
      beneficiary: { name: '王桂英', address: '易家桥新村12幢302室' },
      areaCode: COMMUNITY,
      urgency: 'ordinary',
    })
  })

  it('is resolved by the visit, once', async () => {
    const id = await referred()
    await app.deliver('home-care.visit-completed', { ...visit(id), report: '已完成助浴，老人状况良好' }, { subject: 'visit-1' })
    await app.redeliverLast()
    const { body } = await operator
      .get(`${tickets}/${id}`)
      .expect(200, { state: 'resolved', reply: '已完成助浴，老人状况良好', late: false, version: 3 })
    expect(body.resolvedAt).toBe('2026-11-24T02:00:00.000Z')
    expect(body.allowedActions).toEqual(['call-back', 'reveal'])
    expect(body.history.at(-1)).not.toHaveProperty('by')
  })

  it('comes back with the reason where the visit could not be done', async () => {
    const id = await referred()
    await app.deliver('home-care.visit-not-done', { ...visit(id), reason: '无人应门' }, { subject: 'visit-2' })
    const { body } = await operator.get(`${tickets}/${id}`).expect(200, { state: 'returned' })
    expect(body.history.at(-1)).toMatchObject({ action: 'return', note: '无人应门' })
    expect(app.published('hotline.ticket-returned').at(-1)).toMatchObject({ ticketId: id, reason: '无人应门' })
  })

  it('stays as it is where it is no longer referred, and what others asked for is not ours', async () => {
    const { body } = await operator.post(tickets, aTicket()).expect(201)
    await app.deliver('home-care.visit-completed', { ...visit(body.id), report: '完成' }, { subject: 'visit-3' })
    await app.deliver(
      'home-care.visit-completed',
      { ...visit('order-1'), source: { service: 'kiosk', id: 'order-1' }, report: '完成' },
      { subject: 'visit-4' },
    )
    await operator.get(`${tickets}/${body.id}`).expect(200, { state: 'received', version: 1 })
    expect((await app.as('admin').get('/api/hotline/parked')).body.items).toHaveLength(1)
  })
})

describe('a partition that waits at what cannot be read', () => {
  const partitions = '/api/hotline/parked/partitions'

  it("is shown to the city's admins, who may let it go on", async () => {
    const group = { name: 'hotline', readers: [{ name: 'hotline', topics: ['kiosk.events'] }] }
    const place = { topic: 'kiosk.events', partition: 3, offset: 7, fault: 'it is not JSON' }
    expect(await app.get(StoppedPartitions).passes(group, place)).toBe(false)
    const admin = app.as('admin')
    const [stop] = (await admin.get(partitions).expect(200)).body.items
    expect(stop).toEqual({ id: expect.any(String), group: 'hotline', ...place, state: 'stopped', since: expect.any(String) })
    await app.as('admin', { area: COMMUNITY }).get(partitions).expect(403)
    await app.as('admin', { area: COMMUNITY }).post(`${partitions}/${stop.id}/pass-over`, {}).expect(403)
    await operator.get(partitions).expect(403)

    await admin.post(`${partitions}/${stop.id}/pass-over`, {}).expect(201, { state: 'passed' })
    expect((await admin.get(partitions).expect(200)).body.items).toEqual([])
    expect(await app.get(StoppedPartitions).passes(group, place)).toBe(true)
    await admin.post(`${partitions}/${stop.id}/pass-over`, {}).expect(404)
    await admin.post(`${partitions}/nothing/pass-over`, {}).expect(404)
  })
})

describe('everything that ever came', () => {
  it('comes once more and changes nothing', async () => {
    const kept = async () => (await operator.get(`${tickets}?limit=200`).expect(200)).body.items
    const before = await kept()
    expect(before.length).toBeGreaterThan(10)
    await app.redeliverAll()
    expect(await kept()).toEqual(before)
  })
})
