import { everyService } from '@yiwang/station'
import { type Client, COMMUNITY, type ServicesUnderTest, startServices } from '@yiwang/testing'

const PASSWORD = 'one-network-2026'

/** A resident of the demo community, as the demo worker registers her. The number is made up, its check digit is right. */
const mother = {
  name: '钱桂英',
  identityNumber: '320602194503150026',
  phone: '13912345670',
  areaCode: COMMUNITY,
  address: '易家桥新村 12 幢 305 室',
  tags: ['elderly', 'living-alone'],
}

describe('one call travels the network', () => {
  let app: ServicesUnderTest
  const people: Record<string, Client> = {}
  let operator: Client
  let worker: Client
  let residentId: string

  beforeAll(async () => {
    app = await startServices(everyService)
    await app.loadDemo(PASSWORD)
    await app.settled()
    for (const account of ['operator', 'worker', 'coordinator', 'provider', 'admin', 'KIOSK-DEMO-1']) {
      const { body } = await app.anonymous().post('/api/identity/sessions', { account, password: PASSWORD }).expect(201)
      people[account] = app.bearing(body.accessToken)
    }
    operator = people.operator
    worker = people.worker

    residentId = (await worker.post('/api/information-network/residents', mother).expect(201)).body.id
    await app.settled()
  }, 300_000)

  const ticketOf = async (id: string) => (await operator.get(`/api/hotline/tickets/${id}`).expect(200)).body
  const timeline = async () => (await people.admin.get(`/api/information-network/residents/${residentId}/timeline`).expect(200)).body.items
  const call = (more: object = {}) =>
    operator.post('/api/hotline/tickets', {
      reporter: { name: mother.name, phone: mother.phone, residentId },
      areaCode: COMMUNITY,
      description: '楼道的灯坏了三天，晚上下楼看不见台阶。',
      kind: 'complaint',
      urgency: 'ordinary',
      ...more,
    })

  it('shows who is calling, and answers on the spot with the caller still on the line', async () => {
    const { body: caller } = await operator.get(`/api/hotline/callers?phone=${mother.phone}`).expect(200)
    expect(caller.people).toMatchObject([{ residentId, areaCode: COMMUNITY, livesAlone: true }])

    const { body: ticket } = await call().expect(201, { state: 'received' })
    await operator
      .post(`/api/hotline/tickets/${ticket.id}/answer`, { reply: '已联系物业，今天下午更换。', solved: true, satisfied: true })
      .expect(201, { state: 'closed' })
    expect((await operator.get(`/api/hotline/callers?phone=${mother.phone}`)).body.tickets).toMatchObject([{ id: ticket.id, state: 'closed' }])
  })

  it('is dispatched to the community, handled, called back, and closed; its deadline was met', async () => {
    const { body: ticket } = await call().expect(201)
    await operator
      .post(`/api/hotline/tickets/${ticket.id}/dispatch`, { unitId: COMMUNITY })
      .expect(201, { state: 'dispatched', unit: { id: COMMUNITY } })
    expect((await worker.get(`/api/hotline/tickets/${ticket.id}`).expect(200)).body.allowedActions).toEqual(
      expect.arrayContaining(['accept', 'return']),
    )
    await worker.post(`/api/hotline/tickets/${ticket.id}/accept`).expect(201, { state: 'handling' })
    await worker.post(`/api/hotline/tickets/${ticket.id}/resolve`, { reply: '灯已换好。' }).expect(201, { state: 'resolved', late: false })
    await operator.post(`/api/hotline/tickets/${ticket.id}/call-back`, { reached: false }).expect(201, { state: 'resolved' })
    await operator
      .post(`/api/hotline/tickets/${ticket.id}/call-back`, { reached: true, solved: true, satisfied: true, rating: 5 })
      .expect(201, { state: 'closed' })

    await app.settled()
    const types = (await timeline()).filter(({ ref }: { ref: { id: string } }) => ref.id === ticket.id).map(({ type }: { type: string }) => type)
    expect(types[0]).toBe('hotline.ticket-received')
    expect(types.filter((type: string) => type === 'hotline.ticket-received')).toHaveLength(1)
    expect(types.at(-1)).toBe('hotline.ticket-closed')
  })

  it('is returned with a reason, dispatched again, and reopened when the caller is not satisfied', async () => {
    const { body: ticket } = await call().expect(201)
    const act = (by: Client, action: string, body?: object) => by.post(`/api/hotline/tickets/${ticket.id}/${action}`, body)
    await act(operator, 'dispatch', { unitId: COMMUNITY }).expect(201)
    await act(worker, 'return', { reason: '属于物业管理范围，请转住建部门。' }).expect(201, { state: 'returned' })
    await act(operator, 'dispatch', { unitId: COMMUNITY }).expect(201)
    await act(worker, 'accept').expect(201)
    await act(worker, 'resolve', { reply: '已处理。' }).expect(201)
    await act(operator, 'call-back', { reached: true, solved: false, satisfied: false, note: '灯还是不亮' }).expect(201, { state: 'handling' })
    await act(worker, 'accept').expect(409, { code: 'illegal-transition' })
  })

  const refer = async () => {
    const daughter = { name: '钱小燕', phone: '13800138011' }
    const { body: ticket } = await call({
      reporter: daughter,
      beneficiary: { name: mother.name, phone: mother.phone, address: mother.address, residentId },
      kind: 'help',
    }).expect(201)
    await operator
      .post(`/api/hotline/tickets/${ticket.id}/refer`, { service: 'home-care', need: '每周上门助洁一次' })
      .expect(201, { state: 'referred' })
    await app.settled()
    const { body: requests } = await people.coordinator.get('/api/home-care/requests?sort=-createdAt').expect(200)
    const request = requests.items.find(({ source }: { source: { id: string } }) => source.id === ticket.id)
    expect(request).toMatchObject({ state: 'requested', source: { service: 'hotline', id: ticket.id } })

    const { body: providers } = await people.coordinator.get('/api/home-care/providers').expect(200)
    const provider = providers.items.find(({ account }: { account: string }) => account === 'provider')
    const plannedAt = new Date(Date.now() + 3_600_000).toISOString()
    await people.coordinator
      .post(`/api/home-care/requests/${request.id}/assign`, { providerId: provider.id, plannedAt })
      .expect(201, { state: 'assigned' })
    await app.settled()
    const { body: visits } = await people.provider.get('/api/home-care/visits').expect(200)
    return { ticket, visit: visits.items.find(({ requestId }: { requestId: string }) => requestId === request.id) }
  }

  it('is a daughter calling for her mother: home care visits, and that resolves the ticket', async () => {
    const { ticket, visit } = await refer()
    await people.provider.post(`/api/home-care/visits/${visit.id}/start`).expect(201, { state: 'in-service' })
    await people.provider
      .post(`/api/home-care/visits/${visit.id}/complete`, { report: '已打扫厨房和卫生间，老人状态良好。' })
      .expect(201, { state: 'completed' })
    await app.settled()
    expect(await ticketOf(ticket.id)).toMatchObject({ state: 'resolved', reply: '已打扫厨房和卫生间，老人状态良好。' })
    expect((await timeline()).map(({ type }: { type: string }) => type)).toEqual(
      expect.arrayContaining(['hotline.ticket-referred', 'home-care.visit-completed', 'hotline.ticket-resolved']),
    )
  })

  it('nobody opened the door: the ticket comes back with the reason', async () => {
    const { ticket, visit } = await refer()
    await people.provider.post(`/api/home-care/visits/${visit.id}/start`).expect(201)
    await people.provider.post(`/api/home-care/visits/${visit.id}/cannot-be-done`, { reason: '无人应门' }).expect(201, { state: 'not-done' })
    await app.settled()
    const returned = await ticketOf(ticket.id)
    expect(returned.state).toBe('returned')
    expect(JSON.stringify(returned.history)).toContain('无人应门')
    expect(returned.allowedActions).toEqual(expect.arrayContaining(['dispatch', 'refer']))
  })

  it('begins at a kiosk: the need becomes a ticket, and its number and code tell the state', async () => {
    const kiosk = people['KIOSK-DEMO-1']
    const { body: need } = await kiosk
      .post('/api/kiosk/needs', { reporter: { name: mother.name, phone: mother.phone }, description: '想申请助餐服务，行动不便。' })
      .expect(201)
    await app.settled()
    const { body: known } = await kiosk.get(`/api/kiosk/needs/${need.id}`).expect(200, { state: 'received' })
    const number = encodeURIComponent(known.number)
    await app.anonymous().get(`/api/hotline/public/tickets/${number}?code=${known.code}`).expect(200, { number: known.number, state: 'received' })
    const wrong = known.code === '00000000' ? '00000001' : '00000000'
    await app.anonymous().get(`/api/hotline/public/tickets/${number}?code=${wrong}`).expect(404)
  })

  it('reaches the kiosk as a notice of its own community or any area above it', async () => {
    const kiosk = people['KIOSK-DEMO-1']
    await people.admin
      .post('/api/information-network/notices', { title: '停水通知', text: '明日 8 时至 12 时停水。', areaCode: '320613000000' })
      .expect(201)
    await people.admin.post('/api/information-network/notices', { title: '别处的通知', text: '与本社区无关。', areaCode: '320612000000' }).expect(201)
    await app.settled()
    const titles = (await kiosk.get('/api/kiosk/notices').expect(200)).body.items.map(({ title }: { title: string }) => title)
    expect(titles).toContain('停水通知')
    expect(titles).not.toContain('别处的通知')
  })

  it('is one timeline in order, and everything survives being brought twice', async () => {
    const before = await timeline()
    expect([...before].sort((a, b) => a.at.localeCompare(b.at))).toEqual(before)
    expect(before[0]).toMatchObject({
      service: 'information-network',
      type: 'information-network.resident-registered',
      ref: { kind: 'resident', id: residentId },
    })

    const events = app.events().length
    await app.redeliverAll()
    expect(await timeline()).toEqual(before)
    expect(app.events()).toHaveLength(events)
    for (const service of Object.keys(everyService)) await people.admin.get(`/api/${service}/parked`).expect(200, { items: [] })
  }, 120_000)

  it("leaves nobody's name, phone, address or identity number readable in the data folder", async () => {
    const bytes = await app.kept()
    const said = [mother.name, mother.phone, mother.identityNumber, mother.address, '钱小燕', '13800138011', '楼道的灯', '无人应门', '助餐服务']
    expect(said.filter((text) => bytes.includes(text))).toEqual([])
    expect(bytes.includes('易家桥社区居委会')).toBe(true)
  })
})
