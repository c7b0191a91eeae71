import { everyService } from '@yiwang/station'
import { CITY, type Client, COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, type ServicesUnderTest, startServices } from '@yiwang/testing'
import { aResident, declareAreas, residents } from '../information-network/start'

const DAY = 24 * 3600_000
const tickets = '/api/hotline/tickets'
const visits = '/api/home-care/visits'
const WATER = 'water-bureau'
const PHONE = '13912345678'
const why = { purpose: 'call-back' }
const notTheirs = { code: 'reveal-not-granted' }

describe('somebody on the inside who wants to know who it was', () => {
  let app: ServicesUnderTest
  let recorder: Client
  let operator: Client
  let worker: Client
  let water: Client

  beforeAll(async () => {
    app = await startServices(everyService)
    await declareAreas(app)
    await app.deliver('information-network.unit-changed', { unitId: WATER, name: '南通市水利局', kind: 'water', areaCode: CITY })
    recorder = app.as('operator', { id: 'staff-recorder' })
    operator = app.as('operator', { id: 'staff-other' })
    worker = app.as('worker')
    water = app.as('worker', { area: CITY, unitId: WATER, id: 'staff-water' })
  }, 60_000)

  const made = async (who: Client, path: string, body?: object) => (await who.post(path, body).expect(201)).body
  const told = (more: object = {}) => ({
    reporter: { name: '钱桂英', phone: PHONE },
    areaCode: COMMUNITY,
    description: '水管漏水三天了',
    urgency: 'ordinary',
    ...more,
  })
  const recorded = async (more: object = {}): Promise<string> => (await made(recorder, tickets, told(more))).id
  const act = (who: Client, id: string, action: string, body: object = {}) => made(who, `${tickets}/${id}/${action}`, body)
  const reveal = (who: Client, id: string) => who.post(`${tickets}/${id}/reveal`, why)
  const offered = async (who: Client, at: string): Promise<boolean> => (await who.get(at).expect(200)).body.allowedActions.includes('reveal')
  /** What is offered is what is granted. */
  const granted = async (who: Client, id: string): Promise<boolean> => {
    const { status, body } = await reveal(who, id)
    expect(await offered(who, `${tickets}/${id}`)).toBe(status === 201)
    expect(status === 201 ? body.phone : body.code).toBe(status === 201 ? PHONE : notTheirs.code)
    return status === 201
  }
  const looks = (id: string) => app.published('hotline.audit-recorded').filter(({ subject }) => subject === id)

  it('an operator who never touched it may know while it is with the hotline, not once a unit has it', async () => {
    const id = await recorded()
    expect(await granted(operator, id)).toBe(true)
    await act(recorder, id, 'dispatch', { unitId: WATER })
    expect([await granted(operator, id), await granted(recorder, id), await granted(water, id), await granted(worker, id)]).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(looks(id).map(({ by }) => by)).toEqual(['staff-other', 'staff-recorder', 'staff-water'])
  })

  it('the unit that it was taken back from knows no more, whether it still sees it or not', async () => {
    const [theirs, community] = [await recorded(), await recorded()]
    await act(recorder, theirs, 'dispatch', { unitId: WATER })
    await act(water, theirs, 'return', { reason: '不归我们' })
    await reveal(water, theirs).expect(404, { code: 'not-found' })

    await act(recorder, community, 'dispatch', { unitId: COMMUNITY })
    expect(await granted(worker, community)).toBe(true)
    await act(worker, community, 'return', { reason: '不归社区' })
    expect([await granted(worker, community), await granted(operator, community)]).toEqual([false, true])
  })

  it('nobody knows a week after it was closed', async () => {
    const id = await recorded()
    await act(recorder, id, 'dispatch', { unitId: WATER })
    await act(water, id, 'accept')
    await act(water, id, 'resolve', { reply: '已修好' })
    expect([await granted(water, id), await granted(operator, id)]).toEqual([true, true])
    const caller = app.as('operator', { id: 'staff-caller' })
    await act(caller, id, 'call-back', { reached: true, solved: true, satisfied: true })
    const all = async () => [await granted(recorder, id), await granted(water, id), await granted(caller, id), await granted(operator, id)]
    expect(await all()).toEqual([true, true, true, false])
    app.clock.advance(7 * DAY + 1000)
    expect(await all()).toEqual([false, false, false, false])
    app.clock.advance(-7 * DAY - 1000)
  })

  it('who only looks on is never shown anybody', async () => {
    const id = await recorded()
    for (const role of ['supervisor', 'quality', 'coordinator', 'admin'] as const) {
      const { status } = await reveal(app.as(role, { area: CITY }), id)
      expect([role, status]).toEqual([role, 403])
    }
  })

  it('what lies elsewhere answers like what is nowhere', async () => {
    const id = await recorded()
    const neighbour = app.as('worker', { area: OTHER_COMMUNITY, id: 'staff-neighbour' })
    const [there, nowhere] = [await reveal(neighbour, id), await reveal(neighbour, '01ARZ3NDEKTSV4RRFFQ69G5FAV')]
    const said = ({ status, body }: typeof there) => ({ status, ...body, correlation: undefined })
    expect(said(there)).toEqual(said(nowhere))
    expect(there.status).toBe(404)
  })

  it('the provider of last week’s visit knows no more where it was', async () => {
    const id = await recorded({ beneficiary: { name: '李秀兰', phone: PHONE, address: '易家桥新村12幢302室' } })
    await act(recorder, id, 'refer', { service: 'home-care', need: '助浴' })
    const coordinator = app.as('coordinator')
    const login = { account: 'provider-1', name: '陈芳', role: 'provider', areaCode: COMMUNITY, password: 'a long password' }
    const account = await made(app.as('admin'), '/api/identity/accounts', login)
    await app.settled()
    const { id: providerId } = await made(coordinator, '/api/home-care/providers', {
      name: '陈芳',
      phone: PHONE,
      areaCode: COMMUNITY,
      accountId: account.id,
    })
    const request = (await coordinator.get('/api/home-care/requests').expect(200)).body.items[0]
    const plannedAt = app.clock.now().toISOString()
    const { visitId } = await made(coordinator, `/api/home-care/requests/${request.id}/assign`, { providerId, plannedAt })
    await app.settled()
    const provider = app.as('provider', { id: account.id, account: 'provider-1' })
    const ask = () => provider.post(`${visits}/${visitId}/reveal`, { purpose: 'visit' })
    await ask().expect(201, { address: '易家桥新村12幢302室' })
    await made(provider, `${visits}/${visitId}/start`)
    await made(provider, `${visits}/${visitId}/complete`, { report: '已助浴' })
    app.clock.advance(6 * DAY)
    await ask().expect(201)
    app.clock.advance(DAY + 60_000)
    await ask().expect(403, notTheirs)
    expect(await offered(provider, `${visits}/${visitId}`)).toBe(false)
    app.clock.advance(-7 * DAY - 60_000)
  })

  describe('of those on whom somebody reports, or of whom they complain', () => {
    /** Every way to learn who it was, as somebody who may try. */
    async function learns(who: Client, id: string): Promise<string[]> {
      const inText = (text: string) => /钱|桂英|\*678|12345678/.test(text)
      const ways = {
        ticket: () => who.get(`${tickets}/${id}`),
        list: () => who.get(`${tickets}?limit=200`),
        phone: () => who.get(`${tickets}?reporterPhone=${PHONE}`),
        search: () => who.get(`${tickets}?q=${PHONE}`),
        reveal: () => reveal(who, id),
      }
      const learnt = []
      for (const [way, ask] of Object.entries(ways)) {
        const { body, text } = await ask()
        const one = body.items ? body.items.find((item: { id: string }) => item.id === id) : body
        const found = way === 'phone' || way === 'search' ? Boolean(body.items && one) : inText(one ? JSON.stringify(one) : text)
        if (found) learnt.push(way)
      }
      return learnt
    }

    it('nobody who handles a report learns who made it', async () => {
      const id = await recorded({ kind: 'report', description: '举报有人偷水' })
      expect(await learns(worker, id)).toEqual([])
      await act(recorder, id, 'dispatch', { unitId: WATER })
      await act(water, id, 'accept')
      expect([await learns(water, id), await learns(worker, id), await learns(app.as('coordinator'), id)]).toEqual([[], [], []])
      expect(await learns(recorder, id)).toEqual(['ticket', 'list', 'reveal'])
    })

    it('those of whom somebody complains learn nothing of them, wherever it is dispatched to; others do', async () => {
      const id = await recorded({ kind: 'complaint', description: '多收水费', about: { unitId: WATER } })
      expect(await learns(worker, id)).toContain('ticket')
      await act(recorder, id, 'dispatch', { unitId: WATER })
      await act(water, id, 'accept')
      expect(await learns(water, id)).toEqual([])
      const ofCommunity = await recorded({ kind: 'complaint', description: '窗口没人', about: { unitId: COMMUNITY } })
      expect(await learns(worker, ofCommunity)).toEqual([])
      expect(await learns(operator, ofCommunity)).toContain('phone')
      await app.settled()
      for (const ticketId of [id, ofCommunity])
        expect(app.published('hotline.ticket-received').find((one) => one.ticketId === ticketId)).toMatchObject({ residentIds: [] })
    })

    it('a complaint or a report alone is about somebody, and about a unit within reach', async () => {
      await recorder.post(tickets, told({ about: { unitId: WATER } })).expect(400, { code: 'about-nobody', errors: [{ field: 'about' }] })
      await worker
        .post(tickets, told({ kind: 'complaint', about: { unitId: FAR_COMMUNITY } }))
        .expect(404, { code: 'not-found', errors: [{ field: 'about.unitId' }] })
    })
  })

  describe('in the register', () => {
    const register = async (who: Client) => (await made(who, residents, aResident())).id as string
    const knows = async (who: Client, id: string) => {
      const { status, body } = await who.post(`${residents}/${id}/reveal`, { purpose: 'verify' })
      if (status !== 404) expect(await offered(who, `${residents}/${id}`)).toBe(status === 201)
      return status === 201 ? true : body.code
    }

    it('a community’s own workers know, and neither a neighbour, nor the street, nor an operator without a matter', async () => {
      const id = await register(worker)
      const street = app.as('worker', { area: '320613004000', id: 'staff-street' })
      const neighbour = app.as('worker', { area: OTHER_COMMUNITY, id: 'staff-neighbour' })
      expect([await knows(worker, id), await knows(street, id), await knows(operator, id), await knows(neighbour, id)]).toEqual([
        true,
        'reveal-not-granted',
        'reveal-not-granted',
        'not-found',
      ])
      const { items } = (await operator.get(`${residents}?limit=200`).expect(200)).body
      expect(items.find((one: { id: string }) => one.id === id)).toMatchObject({ allowedActions: [] })
    })

    it('an operator knows while a ticket that names the person is with the hotline', async () => {
      const id = await register(worker)
      await app.settled()
      const ticket = await recorded({ reporter: { name: '王桂英', phone: '13800138000', residentId: id } })
      await app.settled()
      expect(await knows(operator, id)).toBe(true)
      await act(recorder, ticket, 'dispatch', { unitId: WATER })
      await app.settled()
      expect(await knows(operator, id)).toBe('reveal-not-granted')
    })

    it('whoever registered somebody knows for a week', async () => {
      const id = await register(recorder)
      expect([await knows(recorder, id), await knows(operator, id)]).toEqual([true, 'reveal-not-granted'])
      app.clock.advance(7 * DAY + 1000)
      expect(await knows(recorder, id)).toBe('reveal-not-granted')
      app.clock.advance(-7 * DAY - 1000)
    })
  })

  it('nobody looks at more than sixty in an hour, whatever they are', async () => {
    const greedy = app.as('operator', { id: 'staff-greedy' })
    const id = (await made(greedy, tickets, told())).id
    const answers = await Promise.all(Array.from({ length: 70 }, () => reveal(greedy, id)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(60)
    const refused = answers.find(({ status }) => status === 429)
    expect(refused?.body).toMatchObject({ code: 'budget-spent' })
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(3500)
    const log = '/api/hotline/security-log?what=reveal&account=staff-greedy'
    const { items } = (await app.as('auditor', { area: CITY }).get(`${log}&outcome=refused`).expect(200)).body
    expect(items.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(10)
    const resident = (await made(greedy, residents, aResident())).id
    await greedy.post(`${residents}/${resident}/reveal`, { purpose: 'verify' }).expect(429)
    expect(looks(id)).toHaveLength(60)
    await reveal(recorder, await recorded()).expect(201)
    app.clock.advance(3600_000)
    await reveal(greedy, id).expect(201)
    app.clock.advance(-3600_000)
  })

  it('says what for, in a word or in words', async () => {
    const id = await recorded()
    const ask = (body: object) => recorder.post(`${tickets}/${id}/reveal`, body)
    await ask({ purpose: 'other' }).expect(400, { code: 'note-missing', errors: [{ field: 'note' }] })
    await ask({ purpose: 'urgent' }).expect(201)
    await ask({ purpose: '核对门牌' }).expect(201)
    expect(looks(id)).toMatchObject([{ purpose: 'urgent' }, { purpose: 'other', note: '核对门牌' }])
  })
})
