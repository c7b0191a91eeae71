import { ErasePeople } from '@yiwang/people'
import { everyService } from '@yiwang/station'
import { type Client, COMMUNITY, type ServicesUnderTest, startServices } from '@yiwang/testing'
import { aResident, declareAreas, residents } from '../information-network/start'

const tickets = '/api/hotline/tickets'
const own = '/api/information-network/own/looks'
const order = { purpose: 'under-order', authority: '崇川公安分局', document: '崇公调证〔2026〕118号' }
const PHONE = '13912345678'

describe('somebody who wants to know who looked, or wants to hide that they did', () => {
  let app: ServicesUnderTest
  let worker: Client
  let operator: Client
  let mother: string
  let neighbour: string

  const made = async (who: Client, path: string, body?: object) => (await who.post(path, body).expect(201)).body
  const as = (id: string) => app.as('resident', { id, residentId: id, account: id })
  const linesOf = async (id: string) => (await as(id).get(`${own}?limit=200`).expect(200)).body.items

  beforeAll(async () => {
    app = await startServices(everyService)
    await declareAreas(app)
    worker = app.as('worker', { account: 'zhao.li' })
    operator = app.as('operator', { account: 'qian.op' })
    mother = (await made(worker, residents, aResident({ phone: PHONE, address: '易家桥新村12幢302室' }))).id
    neighbour = (await made(worker, residents, aResident({ name: '赵邻居', phone: '13987654321' }))).id
    await app.settled()
  }, 60_000)

  it('looks of two services, a search and a call are lines of whoever they showed, and of nobody else', async () => {
    await worker.get(`${residents}?phone=${PHONE}`).expect(200)
    await operator.get(`/api/hotline/callers?phone=${PHONE}`)
    const person = { name: '王桂英', phone: PHONE, residentId: mother }
    const told = { reporter: person, areaCode: COMMUNITY, description: '要人助浴', urgency: 'ordinary' }
    const ticket = (await made(operator, tickets, told)).id
    await made(operator, `${tickets}/${ticket}/reveal`, { purpose: 'call-back' })
    await operator.get(`${tickets}?reporterPhone=${PHONE}`).expect(200)
    await made(operator, `${tickets}/${ticket}/refer`, { service: 'home-care', need: '助浴' })
    const login = { account: 'provider-1', name: '陈芳', role: 'provider', areaCode: COMMUNITY, password: 'a long password' }
    const accountId = (await made(app.as('admin'), '/api/identity/accounts', login)).id
    await app.settled()
    const coordinator = app.as('coordinator')
    const carer = { name: '陈芳', phone: '13911112222', areaCode: COMMUNITY, accountId }
    const providerId = (await made(coordinator, '/api/home-care/providers', carer)).id
    const request = (await coordinator.get('/api/home-care/requests').expect(200)).body.items[0]
    const plannedAt = app.clock.now().toISOString()
    const { visitId } = await made(coordinator, `/api/home-care/requests/${request.id}/assign`, { providerId, plannedAt })
    await app.settled()
    const provider = app.as('provider', { id: accountId, account: 'provider-1' })
    await made(provider, `/api/home-care/visits/${visitId}/reveal`, { purpose: 'visit' })
    await app.settled()

    const lines = await linesOf(mother)
    const kinds = lines.map(({ service, purpose }: { service: string; purpose: string }) => `${service} ${purpose}`).sort()
    expect(kinds).toEqual(['home-care visit', 'hotline call', 'hotline call-back', 'hotline search', 'information-network search'])
    expect(JSON.stringify(lines)).not.toMatch(/zhao\.li|qian\.op|provider-1|陈芳|staff-|139|易家桥新村/)
    expect(await linesOf(neighbour)).toEqual([])
  })

  it('another resident’s line answers like one that is nowhere', async () => {
    const [line] = await linesOf(mother)
    const said = ({ status, body }: { status: number; body: object }) => ({ status, ...body, correlation: undefined })
    const [there, nowhere] = [line.id, '01ARZ3NDEKTSV4RRFFQ69G5FAV'].map((id) => as(neighbour).post(`${own}/${id}/doubt`, {}))
    expect(said(await there)).toEqual(said(await nowhere))
    expect((await there).status).toBe(404)
    await as(neighbour).get(`${own}?residentId=${mother}`).expect(400)
  })

  it('is nobody of the staff, not even whoever may see everything else', async () => {
    for (const role of ['admin', 'auditor', 'worker', 'operator'] as const) await app.as(role, { residentId: mother }).get(own).expect(403)
    await app.as('resident', { id: mother, residentId: undefined }).get(own).expect(403, { code: 'not-allowed' })
    const proxy = { id: 'agreement', may: ['see', 'propose', 'report'] as const }
    const daughter = app.as('resident', { id: neighbour, residentId: mother, proxy })
    await daughter.get(own).expect(403, { code: 'not-allowed' })
    const [line] = await linesOf(mother)
    await daughter.post(`${own}/${line.id}/doubt`, {}).expect(403, { code: 'not-allowed' })
  })

  it('a look under an order changes nothing that the resident is shown: no line, no page, no cursor', async () => {
    const pages = async () => {
      const found: object[] = []
      for (let cursor = ''; ; ) {
        const { body } = await as(mother).get(`${own}?limit=1${cursor}`).expect(200)
        found.push(body)
        if (!body.next) return found
        cursor = `&cursor=${body.next}`
      }
    }
    const before = await pages()
    await made(worker, `${residents}/${mother}/reveal`, order)
    const told = { reporter: { name: '王桂英', phone: PHONE, residentId: mother }, areaCode: COMMUNITY, description: '路灯不亮', urgency: 'ordinary' }
    const ticket = (await made(operator, tickets, told)).id
    await made(operator, `${tickets}/${ticket}/reveal`, order)
    await app.settled()
    expect(await pages()).toEqual(before)
    await app.redeliverAll()
    expect(await pages()).toEqual(before)
    const { items } = (await app.as('auditor').get('/api/information-network/ordered-looks').expect(200)).body
    expect(items.map(({ service, account, people }: Record<string, unknown>) => [service, account, people]).sort()).toEqual([
      ['hotline', 'qian.op', 1],
      ['information-network', 'zhao.li', 1],
    ])
    for (const role of ['resident', 'admin', 'worker'] as const)
      await app.as(role, { residentId: mother }).get('/api/information-network/ordered-looks').expect(403)
  }, 60_000)

  it('who is to look under an order has no more of them than of others', async () => {
    const greedy = app.as('worker', { id: 'staff-greedy' })
    for (let n = 0; n < 60; n++) await made(greedy, `${residents}/${neighbour}/reveal`, order)
    await greedy.post(`${residents}/${neighbour}/reveal`, order).expect(429, { code: 'budget-spent' })
  }, 60_000)

  it('who acts for somebody stands in that one’s list, by name, and once in an hour; who reads their own does not', async () => {
    const before = await linesOf(mother)
    const doors = ['/api/information-network/own', '/api/hotline/own/tickets', '/api/home-care/own/requests']
    const proxy = { id: 'agreement', may: ['see'] as const }
    const daughter = app.as('resident', { id: neighbour, residentId: mother, proxy })
    for (const by of [daughter, daughter, as(mother)]) for (const door of doors) await by.get(door).expect(200)
    await app.settled()
    const lines = await linesOf(mother)
    expect(lines.slice(3)).toEqual(before)
    const told = lines.slice(0, 3).map(({ family, purpose, role, fields }: Record<string, unknown>) => [family, purpose, role, fields])
    expect(told.sort()).toEqual(['record', 'requests', 'tickets'].map((one) => ['赵邻居', 'proxy', undefined, [one]]))
    expect(await linesOf(neighbour)).not.toContainEqual(expect.objectContaining({ purpose: 'proxy' }))
  })

  it('of somebody who was erased no line is left, nor comes again when all is told again', async () => {
    const [admin, other] = [app.as('admin'), app.as('admin', { id: 'staff-other-admin' })]
    const asked = await made(admin, `${residents}/${mother}/erase`, { ground: 'consent-withdrawn' })
    await made(other, `/api/information-network/erasures/${asked.id}/approve`)
    await app.settled()
    await app.sweep(ErasePeople)
    await app.settled()
    expect(await linesOf(mother)).toEqual([])
    await app.redeliverAll()
    expect(await linesOf(mother)).toEqual([])
  }, 60_000)
})
