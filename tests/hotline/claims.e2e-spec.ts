import { unscoped } from '@yiwang/auth'
import { StoreUnavailable } from '@yiwang/persistence/stores'
import { CITY, COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, type ServicesUnderTest, startService } from '@yiwang/testing'
import { HotlineModule } from '../../services/hotline/src'
import type { Ticket } from '../../services/hotline/src/tickets/ticket'
import { ticketSchema } from '../../services/hotline/src/tickets/ticket.schema'
import { aResident, aTicket, people, tickets } from './given'

const claims = '/api/hotline/claims'
const mother = { residentId: 'mother', name: '王桂英', phone: '13900000001' }

describe('who somebody at a kiosk says they are', () => {
  let app: ServicesUnderTest
  let needs = 0
  const worker = () => app.as('worker')
  const far = () => app.as('worker', { area: FAR_COMMUNITY, id: 'staff-far' })
  const need = async (reporter: object, areaCode = COMMUNITY) => {
    const needId = `need-${++needs}`
    const told = { needId, terminalId: 'KIOSK-1', areaCode, reporter: { name: '', ...reporter }, description: `想申请助餐 ${needId}` }
    await app.deliver('kiosk.need-registered', told)
    return app.published('hotline.ticket-received').at(-1) as { ticketId: string; residentIds: string[]; claimed?: string[] }
  }
  const waiting = async (client = worker(), query = '') => (await client.get(claims + query).expect(200)).body.items
  const decide = (client: ReturnType<typeof worker>, ticketId: string, verdict: string, residentId = 'mother', headers = {}) =>
    client.post(`${tickets}/${ticketId}/residents/${residentId}/${verdict}`, undefined, headers)

  beforeAll(async () => {
    app = await startService(HotlineModule)
    await app.deliver('information-network.resident-registered', aResident(mother))
  })

  it('is theirs where area, name and telephone are as registered, and marked as what nobody has checked', async () => {
    for (const said of [mother, { ...mother, residentId: undefined }]) {
      const { ticketId, ...told } = await need(said)
      expect(told).toMatchObject({ residentIds: ['mother'], claimed: ['mother'] })
      const { body } = await worker().get(`${tickets}/${ticketId}`).expect(200)
      expect(body.reporter).toMatchObject({ residentId: 'mother', claimed: true })
    }
    expect(await waiting()).toEqual([])
  })

  it.each([
    ['another name', { name: '李桂英' }, COMMUNITY, ['name']],
    ['another telephone', { phone: '13900000002' }, COMMUNITY, ['phone']],
    ['no telephone', { phone: undefined }, COMMUNITY, ['phone']],
    ['another district', {}, FAR_COMMUNITY, ['area']],
    ['a neighbouring community', {}, OTHER_COMMUNITY, ['area']],
  ])('is not, under %s: it tells nobody of them and waits for who knows them', async (_, more, areaCode, differs) => {
    const { ticketId, residentIds } = await need({ ...mother, ...more }, areaCode)
    expect(residentIds).toEqual([])
    const { body } = await app.as('operator').get(`${tickets}/${ticketId}`).expect(200)
    expect(body.reporter).not.toHaveProperty('residentId')

    const [claim] = await waiting(worker(), '?residentId=mother')
    expect(claim).toEqual({
      ticketId,
      residentId: 'mother',
      number: body.number,
      state: 'open',
      roles: ['reporter'],
      channel: 'kiosk',
      toldAt: body.createdAt,
      areaPath: body.areaPath,
      name: body.reporter.name,
      ...(body.reporter.phone && { phone: body.reporter.phone }),
      differs,
    })
    // Of what was asked for, nothing: it may be a stranger's.
    expect(JSON.stringify(claim)).not.toContain('助餐')
    expect(await waiting(far())).toEqual([])
    await decide(far(), ticketId, 'confirm').expect(404, { code: 'not-found' })
    await decide(worker(), ticketId, 'refuse').expect(201, { state: 'refused' })
    expect(await waiting()).toEqual([])
    expect(app.published('hotline.ticket-unlinked')).toEqual([])
  })

  it('is theirs also where the store went away between the claim and the ticket, once it is said again', async () => {
    const { ticketId } = await need(mother, FAR_COMMUNITY)
    const spy = jest.spyOn(unscoped(app.collection<Ticket>(ticketSchema)), 'change').mockRejectedValueOnce(new StoreUnavailable('gone'))
    await decide(worker(), ticketId, 'confirm').expect(503)
    spy.mockRestore()
    await decide(worker(), ticketId, 'confirm').expect(201, { state: 'confirmed' })
    expect((await far().get(`${tickets}/${ticketId}`).expect(200)).body.reporter).toMatchObject({ residentId: 'mother' })
    await decide(worker(), ticketId, 'confirm').expect(409, { code: 'illegal-transition' })
  })

  it('is theirs once somebody who knows them says so, also where the ticket lies elsewhere', async () => {
    const { ticketId } = await need(mother, FAR_COMMUNITY)
    const key = { 'idempotency-key': 'claim-1' }
    await decide(worker(), ticketId, 'confirm', 'mother', key).expect(201, { state: 'confirmed' })
    await decide(worker(), ticketId, 'confirm', 'mother', key).expect(201, { state: 'confirmed' })
    await decide(worker(), ticketId, 'refuse').expect(409, { code: 'illegal-transition' })
    const { body } = await far().get(`${tickets}/${ticketId}`).expect(200)
    expect(body.reporter).toMatchObject({ residentId: 'mother' })
    expect(body.reporter).not.toHaveProperty('claimed')
    expect(body.history.at(-1)).toMatchObject({ action: 'confirm-person', state: 'received', by: { id: 'staff-worker' } })
    expect(app.published('hotline.ticket-linked').filter((told) => told.ticketId === ticketId)).toEqual([
      { ticketId, number: body.number, state: 'received', residentIds: ['mother'], residentId: 'mother', checked: true },
    ])
  })

  it('was taken for theirs, and is not: nothing more is told of them, whatever comes again', async () => {
    const { ticketId } = await need(mother)
    await decide(far(), ticketId, 'refuse').expect(404)
    await decide(worker(), ticketId, 'refuse').expect(201, { state: 'refused', differs: [] })
    expect(app.published('hotline.ticket-unlinked')).toMatchObject([{ ticketId, residentIds: [], residentId: 'mother' }])
    await app.redeliverAll()
    const { body } = await worker().get(`${tickets}/${ticketId}`).expect(200)
    expect(body.reporter).not.toHaveProperty('residentId')
    expect(body.version).toBe(2)
  })

  it('was taken for theirs, and is', async () => {
    const { ticketId } = await need(mother)
    await decide(worker(), ticketId, 'confirm').expect(201, { state: 'confirmed' })
    expect((await worker().get(`${tickets}/${ticketId}`)).body.reporter).not.toHaveProperty('claimed')
  })

  it('waits where the resident lives now', async () => {
    await app.deliver('information-network.resident-registered', aResident({ residentId: 'mover', name: '孙八', phone: '13900000008' }))
    const { ticketId } = await need({ residentId: 'mover', name: '孙九', phone: '13900000008' })
    expect(await waiting(worker(), '?residentId=mover')).toHaveLength(1)
    const moved = aResident({ residentId: 'mover', name: '孙八', phone: '13900000008', areaCode: FAR_COMMUNITY })
    await app.deliver('information-network.resident-updated', moved)
    await worker()
      .get(`${claims}?residentId=mover`)
      .expect(404, { errors: [{ field: 'residentId' }] })
    expect(await waiting(far(), '?residentId=mover')).toMatchObject([{ ticketId, differs: ['area', 'name'] }])
  })

  it('is nobody’s to check of a ticket that names them on somebody’s own word, or in confidence', async () => {
    const { operator } = people(app)
    const reporter = { name: '王桂英', phone: '13900000001' }
    const chosen = (await operator.post(tickets, aTicket({ reporter: mother })).expect(201)).body
    expect(chosen.reporter).not.toHaveProperty('claimed')
    const secret = (await operator.post(tickets, aTicket({ reporter, confidential: true })).expect(201)).body
    for (const { id } of [chosen, secret]) for (const verdict of ['confirm', 'refuse']) await decide(worker(), id, verdict).expect(404)
    await decide(worker(), 'nothing', 'confirm').expect(404)
    await decide(worker(), chosen.id, 'confirm', 'nobody').expect(404)
    const department = app.as('worker', { area: CITY, unitId: 'water-bureau', id: 'staff-water' })
    await decide(department, (await need(mother)).ticketId, 'confirm').expect(404)
    await app.as('coordinator').get(claims).expect(403)
    await app.anonymous().get(claims).expect(401)
  })
})
