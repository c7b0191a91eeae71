import { AuditService } from '@yiwang/people'
import { COMMUNITY, FAR_COMMUNITY, startService } from '@yiwang/testing'
import { HotlineModule } from '../../services/hotline/src'
import type { Caller } from '../../services/hotline/src/callers/caller'
import { callerSchema } from '../../services/hotline/src/callers/caller.schema'
import { aResident, aTicket, people, tickets } from './given'

const callers = '/api/hotline/callers'

describe('a call that comes in', () => {
  it('shows who may be calling, and what was asked before', async () => {
    const app = await startService(HotlineModule)
    const { operator } = people(app)
    await app.deliver('information-network.resident-registered', aResident())
    await app.deliver('information-network.resident-registered', aResident({ residentId: 'son', name: '李强', tags: ['destitute'] }))
    const asked: string[] = []
    for (let nth = 0; nth < 12; nth++) {
      asked.unshift(
        (await operator.post(tickets, aTicket({ reporter: { name: '王桂英', phone: '13900000001' }, description: `第 ${nth} 次` }))).body.id,
      )
    }

    const { body } = await operator.get(`${callers}?phone=139-0000-0001`).expect(200, { phone: '********001' })
    expect(body.people).toEqual([
      expect.objectContaining({ residentId: 'resident-1', name: '王**', surname: '王', livesAlone: true, tags: ['elderly', 'living-alone'] }),
      expect.objectContaining({
        residentId: 'son',
        name: '李*',
        surname: '李',
        livesAlone: false,
        areaPath: expect.arrayContaining([expect.objectContaining({ name: '新城桥街道' })]),
      }),
    ])
    expect(body.tickets.map(({ id }: { id: string }) => id)).toEqual(asked.slice(0, 10))
    expect(body.tickets[0]).toMatchObject({ state: 'received', kind: 'help', urgency: 'ordinary', description: '第 11 次' })
    // One look is one entry, of everybody whom it showed.
    await operator.get(`${callers}?phone=13900000001&call=call-1`).expect(200)
    expect(await app.get(AuditService).of('call', 'call-1')).toMatchObject([{ account: 'operator', purpose: 'call', found: 2 }])
    expect(app.published('hotline.audit-recorded').at(-1)).toMatchObject({ kind: 'call', subject: 'call-1', residentIds: ['resident-1', 'son'] })
    expect(JSON.stringify(body)).not.toMatch(/王桂英|李强|destitute/)
  })

  it('is also one that is made about a ticket, whose number nobody need know', async () => {
    const app = await startService(HotlineModule)
    const { operator } = people(app)
    await app.deliver('information-network.resident-registered', aResident())
    const record = async (more: object) => (await operator.post(tickets, aTicket(more)).expect(201)).body.id
    const reporter = { name: '王桂英', phone: '13900000001' }
    const id = await record({ reporter })
    const { body } = await operator.get(`${callers}?ticket=${id}`).expect(200, { phone: '********001', people: [{ residentId: 'resident-1' }] })
    expect(body.tickets).toMatchObject([{ id }])
    expect(await app.get(AuditService).of('call', id)).toHaveLength(1)

    const withheld = await record({ reporter: { name: '王桂英', phoneWithheld: true } })
    await operator.get(`${callers}?ticket=${withheld}`).expect(200, { people: [], tickets: [] })
    const far = app.as('operator', { area: FAR_COMMUNITY })
    for (const ticket of [id, 'nothing']) await far.get(`${callers}?ticket=${ticket}`).expect(404, { code: 'not-found' })
    await operator.get(`${callers}?ticket=${id}&phone=13900000001`).expect(400, { errors: [{ field: 'phone' }] })
  })

  it('shows what is not over, and what was over only lately', async () => {
    const app = await startService(HotlineModule)
    const { operator } = people(app)
    const reporter = { name: '王桂英', phone: '13900000001' }
    const record = async () => (await operator.post(tickets, aTicket({ reporter })).expect(201)).body.id as string
    const [closed, open] = [await record(), await record()]
    await operator.post(`${tickets}/${closed}/answer`, { reply: '已办', solved: true }).expect(201)
    const shown = async () => (await operator.get(`${callers}?phone=13900000001`).expect(200)).body.tickets.map(({ id }: { id: string }) => id)
    expect(await shown()).toEqual([open, closed])
    app.clock.advance(8 * 24 * 3600_000)
    expect(await shown()).toEqual([open])
  })

  it('is written down under the name of the register where the operator chose who it is', async () => {
    const app = await startService(HotlineModule)
    const { operator, worker } = people(app)
    await app.deliver('information-network.resident-registered', aResident())
    const { body } = await operator.post(tickets, aTicket({ reporter: { phone: '13900000001', residentId: 'resident-1' } })).expect(201)
    expect(body.reporter).toEqual({ name: '王**', phone: '********001', residentId: 'resident-1' })
    for (const reporter of [{ phone: '13900000001' }, { phone: '13900000001', residentId: '' }])
      await worker.post(tickets, aTicket({ reporter })).expect(400)
  })

  it('is asked about so often in an hour, and no more', async () => {
    const app = await startService(HotlineModule)
    const { operator } = people(app)
    // Most callers are in no register: nothing is in vain here.
    for (let nth = 0; nth < 120; nth++) await operator.get(`${callers}?phone=1390000${1000 + nth}`).expect(200)
    await operator.get(`${callers}?phone=13900000001`).expect(429, { code: 'budget-spent' })
    await app.as('operator', { id: 'another' }).get(`${callers}?phone=13900000001`).expect(200)
  })

  it('shows what someone else asked for the caller', async () => {
    const app = await startService(HotlineModule)
    const { operator } = people(app)
    const forMother = await operator.post(tickets, aTicket({ beneficiary: { name: '王桂英', phone: '13900000001' } })).expect(201)
    expect((await operator.get(`${callers}?phone=13900000001`).expect(200)).body.tickets).toMatchObject([{ id: forMother.body.id }])
  })

  it('follows the registry, also when news comes twice', async () => {
    const app = await startService(HotlineModule)
    const { operator } = people(app)
    await app.deliver('information-network.resident-registered', aResident())
    await app.deliver('information-network.resident-updated', aResident({ phone: '13900000009', tags: ['elderly'] }))
    await app.redeliverLast()
    expect((await operator.get(`${callers}?phone=13900000001`).expect(200)).body).toMatchObject({ people: [], tickets: [] })
    expect((await operator.get(`${callers}?phone=13900000009`).expect(200)).body.people).toMatchObject([
      { residentId: 'resident-1', livesAlone: false },
    ])
  })

  it('is found by the main number, however it is typed and with whatever extension, and as it was kept once', async () => {
    const app = await startService(HotlineModule)
    const { operator } = people(app)
    await app.deliver('information-network.resident-registered', aResident({ phone: '051385510000-802' }))
    // Before local numbers were given their area code.
    await app.deliver('information-network.resident-registered', aResident({ residentId: 'before', name: '李福', phone: '085510000' }))
    const { body } = await operator.post(tickets, aTicket({ reporter: { name: '王桂英', phone: '（0513）85510000—801' } })).expect(201)
    expect(body.reporter).toEqual({ name: '王**', phone: '*********000-***', residentId: 'resident-1', claimed: true })
    expect((await operator.post(`${tickets}/${body.id}/reveal`, { purpose: '回访' }).expect(201)).body.phone).toBe('051385510000-801')

    for (const typed of ['85510000', '0513-85510000', '0513-85510000-803', '+86 513 8551 0000', '８５５１００００', '\u202d0513 85510000\u202c']) {
      const { body: call } = await operator.get(`${callers}?phone=${encodeURIComponent(typed)}`).expect(200)
      expect(call.people.map(({ residentId }: { residentId: string }) => residentId).sort()).toEqual(['before', 'resident-1'])
      expect(call.tickets).toMatchObject([{ id: body.id }])
      expect((await operator.get(`${tickets}?reporterPhone=${encodeURIComponent(typed)}`).expect(200)).body.items).toMatchObject([{ id: body.id }])
    }
    await operator.get(`${callers}?phone=95598`).expect(200, { people: [], phone: '*****' })
    await operator
      .get(`${callers}?phone=05138551000`)
      .expect(400, { errors: [{ field: 'phone', code: 'phone-local-too-short', messages: { 'zh-CN': '区号 0513 的号码少了 1 位。' } }] })
  })

  it('says so where more share the telephone than it shows, and takes none of them for the caller', async () => {
    const app = await startService(HotlineModule)
    const { operator } = people(app)
    const copied = app.collection<Caller>(callerSchema)
    const one = (nth: number, areaCode = COMMUNITY) => ({ id: `home-${1000 + nth}`, name: `住户${nth}`, phone: '051385120004', areaCode, tags: [] })
    const keep = (callers: Caller[]) => Promise.all(callers.map((caller) => copied.insert({ set: caller })))
    await keep(Array.from({ length: 200 }, (_, nth) => one(nth)))
    const calling = async (by = operator) => (await by.get(`${callers}?phone=85120004`).expect(200)).body
    const reporter = async () => (await operator.post(tickets, aTicket({ reporter: { name: '住户7', phone: '85120004' } })).expect(201)).body.reporter
    const shown = async () => {
      const { people: listed, morePeople } = await calling()
      return [listed.length, morePeople]
    }
    expect(await shown()).toEqual([200, false])
    expect(await reporter()).toMatchObject({ residentId: 'home-1007' })

    await keep([one(7000, FAR_COMMUNITY), { ...one(7001), name: '住户7' }])
    expect(await shown()).toEqual([200, true])
    expect(await calling(app.as('operator', { area: FAR_COMMUNITY }))).toMatchObject({ people: [{ residentId: 'home-8000' }], morePeople: false })
    expect(await reporter()).not.toHaveProperty('residentId')
  })

  it("is the operator's, within the own area, for a real telephone", async () => {
    const app = await startService(HotlineModule)
    const { operator, worker, anyone } = people(app)
    await app.deliver('information-network.resident-registered', aResident({ areaCode: FAR_COMMUNITY }))
    const district = app.as('operator', { area: '320613000000' })
    expect((await operator.get(`${callers}?phone=13900000001`)).body.people).toHaveLength(1)
    expect((await district.get(`${callers}?phone=13900000001`).expect(200)).body.people).toEqual([])
    await worker.get(`${callers}?phone=13900000001`).expect(403)
    await anyone.get(`${callers}?phone=13900000001`).expect(401)
    for (const query of ['', '?phone=1', '?phone[$gt]=', '?phone=13900000001&name=x']) await operator.get(callers + query).expect(400)
  })
})
