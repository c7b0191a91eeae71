import { unscoped } from '@yiwang/auth'
import { auditSchema } from '@yiwang/people'
import { everyService } from '@yiwang/station'
import { type Client, COMMUNITY, FAR_COMMUNITY, type ServicesUnderTest, startServices } from '@yiwang/testing'
import type { Schema } from 'mongoose'
import { callerSchema } from '../../services/hotline/src/callers/caller.schema'
import { ticketSchema } from '../../services/hotline/src/tickets/ticket.schema'
import { residentSchema } from '../../services/information-network/src/residents/resident.schema'
import { aResident, declareAreas, residents } from '../information-network/start'

const tickets = '/api/hotline/tickets'
const callers = '/api/hotline/callers'
const DISTRICT = '320613000000'
const FAR_DISTRICT = '320612000000'
const victim = { name: '王桂英', phone: '13812345678', address: '金沙街道和平路 7 号' }

/** The victim's number and a part of it, as words. */
const numbersTyped = [
  `${victim.phone}x`,
  '１３８１２３４５６７８',
  '138 1234 5678 路灯',
  '幺三八一二三四五六七八',
  '1381234567',
  `${victim.name}138-1234`,
]

let app: ServicesUnderTest
/** Whom nobody here has ever written down. */
const unseen = { name: '孙不见', phone: '13912340000' }

/** Registered in the other district. */
let far: { id: string; identityNumber: string }
let clients = 0
/** An account of its own, which has searched for nobody yet. */
const someone = (role: Parameters<ServicesUnderTest['as']>[0], area?: string) =>
  app.as(role, { id: `attacker-${++clients}`, account: `attacker-${clients}`, ...(area && { area }) })
const idOf = (client: Client) => JSON.parse(Buffer.from(client.bearer.split('.')[1], 'base64url').toString()).sub as string
const timeline = async (id: string) => (await app.as('admin').get(`${residents}/${id}/timeline`).expect(200)).body.items
const aTicket = (more: object) => ({ areaCode: COMMUNITY, description: '楼道灯坏了', urgency: 'ordinary', ...more })

beforeAll(async () => {
  app = await startServices(everyService)
  await declareAreas(app)
  const registered = aResident({ ...victim, areaCode: FAR_COMMUNITY })
  const { body } = await app.as('operator').post(residents, registered).expect(201)
  far = { id: body.id, identityNumber: registered.identityNumber }
  await app
    .as('operator')
    .post(residents, aResident({ ...unseen, areaCode: FAR_COMMUNITY }))
    .expect(201)
  await app.settled()
  await app
    .as('operator')
    .post(tickets, aTicket({ reporter: unseen, areaCode: FAR_COMMUNITY }))
    .expect(201)
}, 60_000)

describe('whoever tries numbers until one fits', () => {
  it('may not, where they may not be shown one: at every door that finds people by it', async () => {
    for (const role of ['coordinator', 'admin'] as const) {
      const client = someone(role)
      for (const query of [`?phone=${victim.phone}`, `?q=${encodeURIComponent(victim.name)}`])
        await client.get(residents + query).expect(403, { code: 'not-allowed' })
      for (const query of [`?reporterPhone=${victim.phone}`, `?q=${victim.phone}`])
        await client.get(tickets + query).expect(403, { code: 'not-allowed' })
      await client.get(`${callers}?phone=${victim.phone}`).expect(403)
      const { phone, name } = victim
      for (const [door, body] of [
        [residents, { phone }],
        [residents, { q: name }],
        [tickets, { reporterPhone: phone }],
        [tickets, { q: phone }],
      ] as const)
        await client.post(`${door}/search`, body).expect(403, { code: 'not-allowed' })
      await client.post(`${callers}/search`, { phone }).expect(403)
      for (const q of numbersTyped) await client.get(`${tickets}?q=${encodeURIComponent(q)}`).expect(403, { code: 'not-allowed' })
      // A list that names nobody is a list.
      for (const list of [residents, `${residents}?areaCode=${COMMUNITY}`, tickets, `${tickets}?q=${encodeURIComponent('电梯')}`])
        await client.get(list).expect(200)
    }
  })

  it('is stopped after ten in vain, for the right number too, and at every door of the service', async () => {
    const worker = someone('worker', FAR_COMMUNITY)
    for (let guess = 0; guess < 10; guess++) await worker.get(`${residents}?phone=138${1000 + guess}5678`).expect(200, { items: [] })
    for (const query of [`?phone=${victim.phone}`, `?q=${encodeURIComponent(victim.name)}`])
      await worker.get(residents + query).expect(429, { code: 'budget-spent' })
    await worker.get(residents).expect(200)
    // Told once, however often they try on.
    const log = '/api/information-network/security-log?what=search&outcome=refused'
    const { items } = (await app.as('auditor').get(log).expect(200)).body
    expect(items.filter(({ account }: { account: string }) => account === idOf(worker))).toMatchObject([{ count: 1 }])
    app.clock.advance(3600_000)
    await worker.get(`${residents}?phone=${victim.phone}`).expect(200, { items: [{ id: far.id }] })
  })

  it('is stopped as soon where they dress a number up as words, and finds by it what the number finds', async () => {
    const operator = someone('operator')
    const { id } = (await operator.post(tickets, aTicket({ reporter: { name: '李响', phone: '13700001234' } })).expect(201)).body
    await app.settled()
    for (const q of ['13700001234x', '137 0000 1234', '幺三七零零零零幺二三四'])
      await operator.get(`${tickets}?q=${encodeURIComponent(q)}`).expect(200, { items: [{ id }] })
    const guesser = someone('operator')
    for (let guess = 0; guess < 10; guess++)
      await guesser.get(`${tickets}?q=${encodeURIComponent(`路灯 139 0000 ${1000 + guess}`)}`).expect(200, { items: [] })
    await guesser.get(`${tickets}?q=13700001234x`).expect(429, { code: 'budget-spent' })
    await guesser.get(`${tickets}?q=${encodeURIComponent('路灯')}`).expect(200)
  })

  it('is stopped after sixty in an hour, however many were found', async () => {
    const operator = someone('operator')
    const name = encodeURIComponent(victim.name)
    for (let nth = 0; nth < 60; nth++) await operator.get(`${residents}?q=${name}`).expect(200, { items: [{ id: far.id }] })
    await operator.get(`${residents}?q=${name}`).expect(429, { code: 'budget-spent' })
  })

  it('finds nobody by a part', async () => {
    const operator = someone('operator')
    for (const phone of ['5678', '1381234567', '138%2A%2A%2A%2A5678']) await operator.get(`${residents}?phone=${phone}`).expect(400)
    for (const q of ['王', '桂英', 'wgy', '5678']) await operator.get(`${residents}?q=${encodeURIComponent(q)}`).expect(200, { items: [] })
  })

  it('may ask in a body as in an address, by the same rules and the same count, and no address says for whom', async () => {
    const operator = someone('operator')
    const { phone, name } = victim
    const found = { items: [{ id: far.id }], next: null }
    for (const body of [{ phone }, { q: name }, { phone, q: name, areaCode: FAR_COMMUNITY, limit: 1 }])
      await operator.post(`${residents}/search`, body).expect(200, found)
    await operator.post(`${callers}/search`, { phone }).expect(200, { people: [{ residentId: far.id }] })
    const { body } = await operator.post(`${tickets}/search`, { reporterPhone: unseen.phone, state: 'received', sort: '-createdAt' }).expect(200)
    expect(body.items.length).toBeGreaterThan(0)
    expect(await operator.post(`${tickets}/search`, { q: unseen.phone }).expect(200)).toMatchObject({
      body: { items: body.items.map(({ id }: { id: string }) => ({ id })) },
    })
    await operator.post(`${residents}/search`, { phone: '5678' }).expect(400, { errors: [{ field: 'phone' }] })
    await operator.post(`${residents}/search?phone=${phone}`, {}).expect(400)
    for (let nth = 0; nth < 55; nth++) await operator.post(`${residents}/search`, { phone }).expect(200)
    await operator.post(`${residents}/search`, { phone }).expect(429, { code: 'budget-spent' })
    await operator.get(`${residents}?phone=${phone}`).expect(429, { code: 'budget-spent' })
  })

  it('stands in the record, which holds no number and no name for it', async () => {
    const operator = someone('operator')
    const by = idOf(operator)
    await operator.get(`${residents}?phone=138 1234 5678`).expect(200)
    await operator.get(`${residents}?phone=13812345678`).expect(200)
    await operator.get(`${residents}?q=${encodeURIComponent('王桂')}`).expect(200)
    const told = app.published('information-network.audit-recorded').filter((entry) => entry.by === by)
    expect(told).toMatchObject([
      { kind: 'residents', subject: 'search', purpose: 'search', fields: ['phone'], found: 1 },
      { kind: 'residents', fields: ['phone'], found: 1, asked: told[0].asked },
      { kind: 'residents', fields: ['name'], found: 0 },
    ])
    expect(JSON.stringify(told)).not.toMatch(/5678|王桂/)
    expect(new Set(told.map(({ asked }) => asked?.[0])).size).toBe(2)
    expect(
      app
        .events()
        .filter(({ type }) => type.endsWith('audit-recorded'))
        .some((event) => JSON.stringify(event).includes('138123')),
    ).toBe(false)
  })
})

describe('whoever writes down a name and a number of another district', () => {
  it('learns nothing of who has them: no link, no address, no line in that life', async () => {
    const operator = someone('operator', DISTRICT)
    const before = (await timeline(far.id)).length
    const { body: ticket } = await operator
      .post(tickets, aTicket({ reporter: { name: '路人', phone: '13900000000' }, beneficiary: { name: victim.name, phone: victim.phone } }))
      .expect(201)
    expect(ticket.beneficiary).not.toHaveProperty('residentId')
    await operator.post(`${tickets}/${ticket.id}/refer`, { service: 'home-care', need: '助浴' }).expect(201)
    await app.settled()
    expect(await seenByProvider(ticket.id)).toEqual({ name: victim.name, phone: victim.phone })
    expect(await timeline(far.id)).toHaveLength(before)
  })

  it('nor where the city’s operator wrote them down: a visit is filled in with what is registered where it is', async () => {
    const operator = someone('operator')
    const beneficiary = { name: victim.name, residentId: far.id }
    const { body: ticket } = await operator.post(tickets, aTicket({ reporter: { name: '路人', phone: '13900000000' }, beneficiary })).expect(201)
    await operator.post(`${tickets}/${ticket.id}/refer`, { service: 'home-care', need: '助浴' }).expect(201)
    await app.settled()
    expect(await seenByProvider(ticket.id)).toEqual({ name: victim.name })
  })

  it('nor at a kiosk, with their id', async () => {
    const before = (await timeline(far.id)).length
    const terminal = app.as('terminal', { id: 'KIOSK-1', area: COMMUNITY })
    const reporter = { name: victim.name, phone: victim.phone, residentId: far.id }
    await terminal.post('/api/kiosk/needs', { reporter, description: '想申请助餐' }).expect(201)
    await app.settled()
    expect(await timeline(far.id)).toHaveLength(before)
    // Whoever knows them is asked.
    const { items } = (await someone('worker', FAR_COMMUNITY).get(`/api/hotline/claims?residentId=${far.id}`).expect(200)).body
    expect(items).toMatchObject([{ differs: ['area'], name: '王**' }])
  })

  it('nor by registering their identity number under any name', async () => {
    const worker = someone('worker')
    const { identityNumber } = far
    const here = aResident({ name: '李秀兰' })
    await someone('worker').post(residents, here).expect(201)
    const answers = []
    for (const wanted of [
      { ...here, identityNumber, name: victim.name },
      { ...here, identityNumber, name: '李秀兰' },
      { ...here, name: '王秀兰' },
    ])
      answers.push({ ...(await worker.post(residents, wanted).expect(409, { code: 'identity-number-registered' })).body, correlation: 0 })
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
  })

  async function seenByProvider(ticketId: string) {
    const coordinator = app.as('coordinator')
    const { items } = (await coordinator.get('/api/home-care/requests?sort=-createdAt').expect(200)).body
    const request = items.find(({ source }: { source: { id: string } }) => source.id === ticketId)
    const login = { account: `provider-${ticketId.toLowerCase()}`, name: '陈芳', role: 'provider', areaCode: COMMUNITY, password: 'a long password' }
    const { body: account } = await app.as('admin').post('/api/identity/accounts', login).expect(201)
    await app.settled()
    const wanted = { name: '陈芳', phone: '13962900101', areaCode: COMMUNITY, accountId: account.id }
    const { body: provider } = await coordinator.post('/api/home-care/providers', wanted).expect(201)
    const plannedAt = new Date(app.clock.now().getTime() + 3600_000).toISOString()
    await coordinator.post(`/api/home-care/requests/${request.id}/assign`, { providerId: provider.id, plannedAt }).expect(201)
    await app.settled()
    const client = app.as('provider', { id: account.id, account: login.account, area: COMMUNITY })
    const [visit] = (await client.get('/api/home-care/visits').expect(200)).body.items
    return (await client.post(`/api/home-care/visits/${visit.id}/reveal`, { purpose: 'visit' }).expect(201)).body
  }
})

describe('what is elsewhere and what is nowhere', () => {
  /** How often each collection is read for it. */
  async function reads(schemas: Schema[], work: () => Promise<unknown>): Promise<number[]> {
    const spies = schemas.flatMap((schema) => {
      const stored = unscoped(app.collection(schema))
      return (['get', 'findOne', 'find', 'each', 'count'] as const).map((method) => jest.spyOn(stored, method))
    })
    await work()
    const counts = spies.map(({ mock }) => mock.calls.length)
    for (const spy of spies) spy.mockRestore()
    return counts
  }

  const same = async (schemas: Schema[], [elsewhere, nowhere]: [() => PromiseLike<object>, () => PromiseLike<object>]) => {
    const answers: unknown[] = []
    const ask = (door: () => PromiseLike<object>) => async () => {
      const { status, body } = (await door()) as { status: number; body: object }
      answers.push({ status, body: { ...body, correlation: 0 } })
    }
    const counts = [await reads(schemas, ask(elsewhere)), await reads(schemas, ask(nowhere))]
    expect(answers[0]).toEqual(answers[1])
    expect(counts[0]).toEqual(counts[1])
    expect(counts[0].some(Boolean)).toBe(true)
  }

  it('cost and say the same: searches by telephone and by name', async () => {
    const worker = someone('worker')
    const ask = (path: string) => () => worker.get(path)
    await same([residentSchema, auditSchema], [ask(`${residents}?phone=${unseen.phone}`), ask(`${residents}?phone=13800000001`)])
    const names = [unseen.name, '无此人'].map((name) => encodeURIComponent(name))
    await same([residentSchema, auditSchema], [ask(`${residents}?q=${names[0]}`), ask(`${residents}?q=${names[1]}`)])
    await same([ticketSchema, auditSchema], [ask(`${tickets}?q=${unseen.phone}`), ask(`${tickets}?q=13800000001`)])
  })

  it('so does a search by the number of a ticket', async () => {
    const worker = someone('worker')
    const { number } = (
      await app
        .as('operator')
        .post(tickets, aTicket({ reporter: unseen, areaCode: FAR_COMMUNITY }))
        .expect(201)
    ).body
    const ask = (q: string) => () => worker.get(`${tickets}?q=${q}`)
    await same([ticketSchema], [ask(number), ask('20200101-000001-4')])
    await app
      .as('operator')
      .get(`${tickets}?q=${number}`)
      .expect(200, { items: [{ number }] })
  })

  it('so does who is calling', async () => {
    const operator = someone('operator', DISTRICT)
    const asked = (phone: string) => async () => {
      const { status, body } = await operator.get(`${callers}?phone=${phone}`)
      return { status, body: { ...body, phone: 0 } }
    }
    await same([callerSchema, ticketSchema, auditSchema], [asked(unseen.phone), asked('13800000001')])
  })

  it('so does a ticket that names them by their id', async () => {
    const operator = someone('operator', DISTRICT)
    const by = (residentId: string) => () => operator.post(tickets, aTicket({ reporter: { name: victim.name, phone: victim.phone, residentId } }))
    await same([callerSchema, ticketSchema], [by(far.id), by('01ARZ3NDEKTSV4RRFFQ69G5FAV')])
  }, 30_000)

  it('so does a ticket that names them by name and number', async () => {
    const operator = someone('operator', DISTRICT)
    const answers: string[][] = []
    const by = (phone: string) => async () => {
      const { status, body } = await operator.post(tickets, aTicket({ reporter: { name: victim.name, phone } }))
      answers.push([String(status), ...Object.keys(body), ...Object.keys(body.reporter)])
      return { status, body: {} }
    }
    await same([callerSchema, ticketSchema], [by(victim.phone), by('13800000001')])
    expect(answers[0]).toEqual(answers[1])
  })

  it('so does a number that somebody registers, held elsewhere or here', async () => {
    const worker = someone('worker', FAR_DISTRICT)
    const here = someone('worker')
    const wanted = aResident({ identityNumber: far.identityNumber, name: '李秀兰' })
    await same([residentSchema], [() => worker.post(residents, { ...wanted, areaCode: FAR_COMMUNITY }), () => here.post(residents, wanted)])
  })

  it('so does an account that is taken', async () => {
    const login = (areaCode: string) => ({ account: 'taken-elsewhere', name: '顾建华', role: 'worker', areaCode, password: 'a long password' })
    await app.as('admin').post('/api/identity/accounts', login(FAR_COMMUNITY)).expect(201)
    const [there, elsewhere] = [FAR_DISTRICT, DISTRICT].map((area) => app.as('admin', { id: `admin-${area}`, area }))
    const answers = [
      await there.post('/api/identity/accounts', login(FAR_COMMUNITY)),
      await elsewhere.post('/api/identity/accounts', login(COMMUNITY)),
    ]
    expect(answers.map(({ status, body }) => ({ ...body, status, correlation: 0 }))[0]).toEqual({ ...answers[1].body, status: 409, correlation: 0 })
  })
})

describe('a look at who is calling', () => {
  it('is one entry, which says for which call and names whom it showed', async () => {
    const operator = someone('operator')
    await operator.get(`${callers}?phone=${victim.phone}&call=call-7`).expect(200, { people: [{ residentId: far.id, name: '王**', surname: '王' }] })
    const told = app.published('hotline.audit-recorded').filter((entry) => entry.by === idOf(operator))
    expect(told).toMatchObject([{ kind: 'call', subject: 'call-7', purpose: 'call', residentIds: [far.id], found: 1 }])
  })
})
