import { everyService } from '@yiwang/station'
import { type Client, COMMUNITY, type ServicesUnderTest, startServices } from '@yiwang/testing'
import { aResident, declareAreas, residents } from '../information-network/start'

const network = '/api/information-network'
const corrections = `${network}/corrections`
const own = {
  record: `${network}/own`,
  timeline: `${network}/own/timeline`,
  corrections: `${network}/own/corrections`,
  tickets: '/api/hotline/own/tickets',
  requests: '/api/home-care/own/requests',
}

describe('somebody who wants what is another resident’s', () => {
  let app: ServicesUnderTest
  let mother: Client
  let neighbour: Client
  let motherId: string
  let proposed: { id: string; version: number }
  const secrets = ['王桂英', '13900000077', '易家桥新村77幢', '夜里有人敲门']

  beforeAll(async () => {
    app = await startServices(everyService)
    await declareAreas(app)
    const register = async (given: object) => (await app.as('worker', { id: 'registrar' }).post(residents, aResident(given)).expect(201)).body.id
    const as = (id: string) => app.as('resident', { id, residentId: id, area: COMMUNITY })
    motherId = await register({ name: '王桂英', phone: '13900000077', address: '易家桥新村77幢' })
    neighbour = as(await register({ name: '李秀兰', phone: '13900000078' }))
    mother = as(motherId)
    await app.settled()
    await mother.post(own.tickets, { description: '夜里有人敲门', confidential: true }).expect(201)
    proposed = (await mother.post(own.corrections, { field: 'address', value: '易家桥新村78幢' }).expect(201)).body
    await app.settled()
  }, 60_000)

  it('finds the own and nothing else, whoever the request names', async () => {
    for (const path of Object.values(own)) {
      const { text } = await neighbour.get(path).expect(200)
      for (const word of secrets) expect([path, text.includes(word)]).toEqual([path, false])
      for (const name of ['residentId', 'id', 'areaCode']) await neighbour.get(`${path}?${name}=${motherId}`).expect(400)
    }
    expect((await neighbour.get(own.record).expect(200)).body.name).toBe('李秀兰')
    for (const path of Object.values(own)) await neighbour.get(`${path}/${motherId}`).expect(404)
  })

  it('is answered alike for another’s correction and for none', async () => {
    const answers = []
    for (const id of [proposed.id, '01ARZ3NDEKTSV4RRFFQ69G5FAV']) {
      const { status, body } = await neighbour.post(`${own.corrections}/${id}/withdraw`, undefined, { 'if-match': '"1"' })
      answers.push({ status, ...body, correlation: undefined })
    }
    expect(answers[0]).toMatchObject({ status: 404, code: 'not-found' })
    expect(answers[0]).toEqual(answers[1])
  })

  it('has no way in by another token: staff at residents’ doors, residents at staff’s, and a resident whom the token does not name', async () => {
    for (const role of ['operator', 'worker', 'admin', 'auditor', 'provider', 'terminal'] as const)
      for (const path of Object.values(own)) await app.as(role, { residentId: motherId }).get(path).expect(403, { code: 'not-allowed' })
    for (const path of Object.values(own))
      await app.as('resident', { id: motherId, residentId: undefined }).get(path).expect(403, { code: 'not-allowed' })
    for (const path of [
      residents,
      corrections,
      `${residents}/${motherId}`,
      '/api/hotline/tickets',
      '/api/home-care/requests',
      '/api/identity/accounts',
    ])
      await mother.get(path).expect(403, { code: 'not-allowed' })
    for (const path of Object.values(own)) await app.anonymous().get(path).expect(401)
  })

  it('sends what no field takes, and is told so', async () => {
    const worst = ["'; DROP TABLE residents; --", '{"$gt":""}', '../../etc/passwd', 'x'.repeat(100_000), '\u202e王', '\u0000']
    for (const value of worst) {
      const { status } = await neighbour.post(own.corrections, { field: 'phone', value })
      expect([value.slice(0, 20), status]).toEqual([value.slice(0, 20), 400])
    }
    for (const body of [{ field: { $gt: '' }, value: 'x' }, { field: '__proto__', value: 'x' }, { field: ['phone'], value: '13900000079' }, []])
      await neighbour.post(own.corrections, body).expect(400)
    for (const cursor of ['x', 'eyJrZXkiOiIifQ', "' OR 1=1 --"])
      for (const path of [own.timeline, own.corrections, own.tickets, own.requests])
        await neighbour.get(`${path}?cursor=${encodeURIComponent(cursor)}`).expect(400)
    // Words are words wherever they are kept.
    await neighbour.post(own.tickets, { description: worst[0] }).expect(201, { description: worst[0] })
  })

  it('takes another’s page’s place in an own list, and gets no further than the own', async () => {
    for (let n = 0; n < 2; n++) await mother.post(own.tickets, { description: `夜里有人敲门 ${n}` }).expect(201)
    const { next } = (await mother.get(`${own.tickets}?limit=1`).expect(200)).body
    const { status, text } = await neighbour.get(`${own.tickets}?cursor=${next}`)
    expect([200, 400]).toContain(status)
    expect(text).not.toContain('夜里有人敲门')
  })

  it('proposes as a resident and decides as staff: another person has to', async () => {
    const [waiting] = (await app.as('worker').get(corrections).expect(200)).body.items
    const decide = (by: Client) => by.post(`${corrections}/${waiting.id}/accept`, { entryVersion: waiting.entryVersion })
    await decide(app.as('worker', { id: 'staff-mother', residentId: motherId })).expect(403, { code: 'needs-another-person' })
    await decide(app.as('worker', { id: 'staff-mother', name: '王桂英' })).expect(403, { code: 'needs-another-person' })
    await app
      .as('worker', { id: 'staff-mother', name: '王桂英' })
      .post(`${corrections}/${waiting.id}/refuse`, { reason: '不' })
      .expect(403, { code: 'needs-another-person' })
    expect((await mother.get(own.record).expect(200)).body.address).toBe('易家桥新村77幢')
    // Nor may anybody else than the community: not above the own area, nor in another.
    await decide(app.as('worker', { area: '320612001001', id: 'staff-far' })).expect(404)
    await decide(app.as('worker')).expect(201)
    await app.settled()
    expect((await mother.get(own.record).expect(200)).body.address).toBe('易家桥新村78幢')
  })

  it('reads the log, and does not learn who told in confidence', () => {
    const told = app.events().filter(({ type }) => type.startsWith('hotline.ticket-received'))
    expect(told.length).toBeGreaterThan(2)
    // The first of them was told in confidence, the others were not.
    expect(told.map((one) => JSON.stringify(one).includes(motherId))).toEqual([false, ...told.slice(1).map((one) => one.actorId === motherId)])
  })
})
