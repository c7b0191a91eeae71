import { EventConsumer } from '@yiwang/messaging'
import { COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import { ResidentsService } from '../../services/information-network/src/residents/residents.service'
import type { TimelineItem } from '../../services/information-network/src/timeline/timeline-item'
import { timelineItemSchema } from '../../services/information-network/src/timeline/timeline-item.schema'
import { aResident, residents, startInformationNetwork } from './start'

const dueAt = '2026-11-27T15:59:59.000Z'
const urgency = 'ordinary' as const

describe('the timeline of a resident', () => {
  let app: ServicesUnderTest
  let daughter: string
  let mother: string
  const registered = async (name: string): Promise<string> => {
    const { body } = await app.as('worker').post(residents, aResident({ name })).expect(201)
    return body.id
  }
  const timeline = (id: string, query = '') => app.as('admin').get(`${residents}/${id}/timeline${query}`)

  beforeAll(async () => {
    app = await startInformationNetwork()
    // A stopped clock: everything happens in the same millisecond, and order must come from elsewhere.
    app.clock.set('2026-11-22T10:00:00+08:00')
    daughter = await registered('周小燕')
    mother = await registered('王桂英')

    const ticket = { ticketId: 'ticket-1', number: '20261122-000001-3', residentIds: [daughter, mother] }
    const request = { requestId: 'request-1', source: { service: 'hotline', id: 'ticket-1' }, residentIds: [mother] }
    const visit = { ...request, visitId: 'visit-1', providerId: 'provider-1' }
    const at = '2026-11-23T01:00:00.000Z'
    await app.deliver('kiosk.need-registered', {
      needId: 'need-1',
      terminalId: 'kiosk-1',
      areaCode: COMMUNITY,
      reporter: { residentId: daughter, name: '周小燕' },
      description: '屋顶漏水',
    })
    await app.deliver('hotline.ticket-received', {
      ...ticket,
      state: 'received',
      code: 'K7Q2',
      channel: 'phone',
      kind: 'help',
      urgency,
      areaCode: COMMUNITY,
      dueAt,
    })
    await app.redeliverLast()
    await app.deliver('hotline.ticket-referred', {
      ...ticket,
      state: 'referred',
      service: 'home-care',
      need: '助浴',
      beneficiary: { residentId: mother, name: '王桂英' },
      areaCode: COMMUNITY,
      urgency,
      dueAt,
    })
    await app.deliver('home-care.request-received', { ...request, areaCode: COMMUNITY })
    await app.deliver('home-care.request-assigned', { ...visit, plannedAt: at })
    app.clock.set('2026-11-23T09:00:00+08:00')
    await app.deliver('home-care.visit-started', { ...visit, at })
    await app.deliver('home-care.visit-completed', { ...visit, at, report: '王桂英一切安好' })
    await app.deliver('hotline.ticket-resolved', { ...ticket, state: 'resolved', reply: '王桂英一切安好', late: false })
    await app
      .as('admin')
      .patch(`${residents}/${mother}`, { tags: ['elderly'] })
      .expect(200)
    await app.redeliverAll()
  })

  it('tells what happened, oldest first, whichever service did it, each once', async () => {
    const { body } = await timeline(mother).expect(200)
    expect(body.items.map(({ type }: { type: string }) => type)).toEqual([
      'information-network.resident-registered',
      'hotline.ticket-received',
      'hotline.ticket-referred',
      'home-care.request-received',
      'home-care.request-assigned',
      'home-care.visit-started',
      'home-care.visit-completed',
      'hotline.ticket-resolved',
      'information-network.resident-updated',
    ])
    expect(body.items[1]).toEqual({
      at: '2026-11-22T02:00:00.000Z',
      service: 'hotline',
      type: 'hotline.ticket-received',
      summary: '诉求已受理，编号 20261122-000001-3',
      ref: { kind: 'ticket', id: 'ticket-1' },
    })
    expect(JSON.stringify(body)).not.toMatch(/王桂英|周小燕|屋顶|助浴|安好|K7Q2/)
  })

  it('says which of it nobody has checked to be theirs, and takes no terminal’s word for who asked', async () => {
    const neighbour = await registered('陈志强')
    const ticket = { ticketId: 'ticket-2', number: '20261122-000002-1', residentIds: [neighbour] }
    const need = {
      needId: 'need-2',
      terminalId: 'kiosk-1',
      areaCode: COMMUNITY,
      reporter: { residentId: neighbour, name: '陈' },
      description: '漏水',
    }
    await app.deliver('kiosk.need-registered', need)
    const received = { code: 'K7Q2', channel: 'kiosk', kind: 'help', urgency, areaCode: COMMUNITY, dueAt }
    await app.deliver('hotline.ticket-received', { ...ticket, ...received, state: 'received', claimed: [neighbour] })
    await app.deliver('hotline.ticket-linked', { ...ticket, state: 'received', residentId: neighbour, checked: true })
    await app.deliver('hotline.ticket-unlinked', { ...ticket, state: 'received', residentIds: [], residentId: neighbour })
    const { items } = (await timeline(neighbour).expect(200)).body
    expect(items.slice(1).map(({ summary, claimed }: TimelineItem) => [summary, claimed])).toEqual([
      ['便民服务亭登记的诉求已受理，编号 20261122-000002-1', true],
      ['诉求经核实为本人，编号 20261122-000002-1', undefined],
      ['诉求经核实与本人无关，编号 20261122-000002-1', undefined],
    ])
  })

  it('tells of whoever asked as well, and only of what concerns them', async () => {
    const { body } = await timeline(daughter).expect(200)
    expect(body.items.map(({ ref }: { ref: { kind: string } }) => ref.kind)).toEqual(['resident', 'ticket', 'ticket', 'ticket'])
  })

  it('pages by cursor, from either end', async () => {
    const all = await timeline(mother).expect(200)
    const first = await timeline(mother, '?limit=4').expect(200)
    const second = await timeline(mother, `?limit=200&cursor=${first.body.next}`).expect(200)
    expect([...first.body.items, ...second.body.items]).toEqual(all.body.items)
    const newest = await timeline(mother, '?sort=-at&limit=4').expect(200)
    const older = await timeline(mother, `?sort=-at&limit=200&cursor=${newest.body.next}`).expect(200)
    expect([...newest.body.items, ...older.body.items]).toEqual([...all.body.items].reverse())
    await timeline(mother, '?sort=order').expect(400, { errors: [{ field: 'sort' }] })
    await timeline(mother, '?limit=201').expect(400, { errors: [{ field: 'limit' }] })
  })

  it('is for admins and operators of the resident’s area', async () => {
    await app.as('operator').get(`${residents}/${mother}/timeline`).expect(200)
    await app.as('worker').get(`${residents}/${mother}/timeline`).expect(403)
    await app.as('admin', { area: OTHER_COMMUNITY }).get(`${residents}/${mother}/timeline`).expect(404)
    await app.as('operator', { area: FAR_COMMUNITY }).get(`${residents}/${mother}/timeline`).expect(404)
    await timeline('nobody').expect(404)
  })

  it('is the same again when it was dropped and rebuilt from the log', async () => {
    const before = await timeline(mother).expect(200)
    const items = app.collection<TimelineItem>(timelineItemSchema)
    for (const { id } of (await items.find({ residentId: mother }, { sort: 'order' })).items) await items.remove(id)
    expect((await timeline(mother).expect(200)).body.items).toEqual([])

    const consumer = app.get(EventConsumer)
    for (const event of app.events()) await consumer.deliver('information-network.timeline', event)
    expect((await timeline(mother).expect(200)).body).toEqual(before.body)
  })

  it('has no line of whoever was erased, whatever is told of them late or once more', async () => {
    const gone = await registered('周建国')
    const ticket = { ticketId: 'ticket-3', number: '20261122-000003-9', residentIds: [gone] }
    const received = { code: 'K7Q2', channel: 'phone', kind: 'help', urgency, areaCode: COMMUNITY, dueAt } as const
    await app.deliver('hotline.ticket-received', { ...ticket, ...received, state: 'received' })
    await app.get(ResidentsService).erase(gone)
    await app.settled()
    await app.deliver('hotline.ticket-resolved', { ...ticket, state: 'resolved', reply: '已办结', late: false })
    await app.redeliverAll()
    const items = app.collection<TimelineItem>(timelineItemSchema)
    expect(await items.count({ residentId: gone })).toBe(0)
  })
})
