import { EventConsumer } from '@yiwang/messaging'
import { COMMUNITY, FAR_COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import type { Correction } from '../../services/information-network/src/corrections/correction'
import { correctionSchema } from '../../services/information-network/src/corrections/correction.schema'
import { CorrectionsService } from '../../services/information-network/src/corrections/corrections.service'
import { ResidentsService } from '../../services/information-network/src/residents/residents.service'
import { aResident, residents, startInformationNetwork } from './start'

const own = '/api/information-network/own'
const corrections = '/api/information-network/corrections'

describe('a resident’s own', () => {
  let app: ServicesUnderTest
  beforeAll(async () => {
    app = await startInformationNetwork()
    app.clock.set('2026-12-01T09:00:00+08:00')
  })
  const worker = () => app.as('worker', { name: '李敏' })
  const registered = async (given: object = {}) => {
    const person = aResident({ tags: ['elderly'], ...given })
    const { id } = (await worker().post(residents, person).expect(201)).body
    await app.settled()
    return { person, id: id as string, me: app.as('resident', { id, residentId: id, name: '王桂英' }) }
  }
  const waiting = async (by = worker()) => (await by.get(`${corrections}?limit=200`).expect(200)).body.items as { id: string; residentId: string }[]
  const waitingOf = async (residentId: string, by = worker()) => (await waiting(by)).find((one) => one.residentId === residentId)
  const registeredNow = async (me: ReturnType<typeof worker>) => (await me.get(own).expect(200)).body

  it('record is shown whole, with where it comes from and how long it is kept, and that it was read is in the security log', async () => {
    const { person, id, me } = await registered()
    const { body } = await me.get(own).expect(200)
    const { areaCode: _, ...told } = person
    expect(body).toMatchObject({ id, ...told, areaCode: COMMUNITY, source: 'staff', tags: ['elderly'] })
    expect(body.areaPath.at(-1)).toEqual({ code: COMMUNITY, name: '易家桥社区居委会' })
    expect(body.kept).toEqual([
      { kind: 'register' },
      expect.objectContaining({ kind: 'matter', years: 3 }),
      expect.objectContaining({ kind: 'audit', years: 3 }),
      expect.objectContaining({ kind: 'passing', years: 1 }),
    ])
    const log = (await app.as('auditor').get('/api/information-network/security-log?what=own-read').expect(200)).body.items
    expect(log).toEqual([expect.objectContaining({ account: id, role: 'resident', subject: id, outcome: 'done', facts: [] })])
    for (const word of [person.name, person.phone, person.identityNumber]) expect(JSON.stringify(log)).not.toContain(word)
  })

  it('life is told in plain words, without what others told of them or claimed to be theirs', async () => {
    const { id, me } = await registered()
    const ticket = { ticketId: 'ticket-1', number: '20261201-000001-2', residentIds: [id] }
    const request = { requestId: 'request-1', source: { service: 'hotline', id: 'ticket-1' }, residentIds: [id] }
    const received = { state: 'received', code: '12345678', channel: 'phone', kind: 'help', urgency: 'ordinary' }
    await app.deliver('hotline.ticket-received', { ...ticket, ...received, areaCode: COMMUNITY, dueAt: '2026-12-04T09:00:00Z' } as never)
    await app.deliver('home-care.request-received', { ...request, areaCode: COMMUNITY })
    await app.deliver('home-care.request-received', { ...request, requestId: 'request-2', areaCode: COMMUNITY, claimed: [id] })
    const { items } = (await me.get(`${own}/timeline`).expect(200)).body
    expect(items.map(({ words }: { words: { 'zh-CN': string } }) => words['zh-CN'])).toEqual(['收到您的居家养老服务需求', '社区登记了您的信息'])
    expect(Object.keys(items[0]).sort()).toEqual(['at', 'service', 'words'])
  })

  it('correction waits for another person, overwrites nothing before, and is told to the resident', async () => {
    const { id, me, person } = await registered()
    const { body: mine } = await me.post(`${own}/corrections`, { field: 'phone', value: '139 0013 9000', note: '换号了' }).expect(201)
    expect(mine).toMatchObject({ field: 'phone', value: '13900139000', note: '换号了', state: 'open', allowedActions: ['withdraw'] })
    expect((await registeredNow(me)).phone).toBe(person.phone)

    const seen = await waitingOf(id)
    expect(seen).toMatchObject({
      name: '王**',
      field: 'phone',
      proposed: { phone: '********000' },
      registered: { phone: '********000' },
      changed: false,
      byThemselves: true,
      way: 'own',
      note: '换号了',
      allowedActions: ['accept', 'refuse', 'reveal'],
    })
    const { body: shown } = await worker().post(`${corrections}/${mine.id}/reveal`, { purpose: '核实' }).expect(201)
    expect(shown).toEqual({ name: '王桂英', proposed: { phone: '13900139000' }, registered: { phone: '13800138000' } })
    expect(app.published('information-network.audit-recorded').at(-1)).toMatchObject({
      kind: 'correction',
      subject: mine.id,
      residentId: id,
      fields: ['name', 'proposed', 'registered'],
    })

    const { entryVersion } = seen as never
    await worker()
      .post(`${corrections}/${mine.id}/accept`, { entryVersion })
      .expect(201, { state: 'accepted', allowedActions: ['reveal'] })
    await app.settled()
    expect((await registeredNow(me)).phone).toBe('13900139000')
    expect(app.published('information-network.resident-updated').at(-1)).toMatchObject({
      residentId: id,
      phone: '13900139000',
      source: { service: 'information-network', id: mine.id },
    })
    // Whoever accepted it is who caused the change.
    expect(
      app
        .events()
        .filter(({ type }) => type === 'information-network.resident-updated')
        .at(-1),
    ).toMatchObject({ actorId: 'staff-worker' })
    const [told] = (await me.get(`${own}/corrections`).expect(200)).body.items
    expect(told).toMatchObject({ id: mine.id, state: 'accepted', allowedActions: [] })
    expect(JSON.stringify(told)).not.toContain('李敏')
  })

  it('correction of one field is open once; another one of it is for after that', async () => {
    const { me } = await registered()
    const first = (await me.post(`${own}/corrections`, { field: 'address', value: '易家桥新村 2 幢' }).expect(201)).body
    await me
      .post(`${own}/corrections`, { field: 'address', value: '易家桥新村 3 幢' })
      .expect(409, { code: 'correction-open', errors: [{ field: 'field' }] })
    await me.post(`${own}/corrections`, { field: 'name', value: '王桂瑛' }).expect(201)
    await me.post(`${own}/corrections/${first.id}/withdraw`).expect(201, { state: 'withdrawn' })
    await me.post(`${own}/corrections/${first.id}/withdraw`).expect(409, { code: 'illegal-transition' })
    await me.post(`${own}/corrections`, { field: 'address', value: '易家桥新村 3 幢' }).expect(201)
  })

  it.each([
    [{ field: 'phone', value: '12' }, 400, { errors: [{ field: 'value' }] }],
    [{ field: 'phone', value: '13800138000' }, 400, { code: 'as-registered', errors: [{ field: 'value' }] }],
    [{ field: 'name', value: '王'.repeat(61) }, 400, { errors: [{ field: 'value' }] }],
    [{ field: 'address', value: ' ' }, 400, { errors: [{ field: 'value' }] }],
    [{ field: 'identityNumber', value: '11010519491231002X' }, 400, { code: 'corrected-at-counter', errors: [{ field: 'field' }] }],
    [{ field: 'tags', value: 'elderly' }, 400, { errors: [{ field: 'field' }] }],
    [{ field: 'phone', value: '13900139000', residentId: 'resident-2' }, 400, { errors: [{ field: 'residentId' }] }],
  ])('correction %j is refused', async (body, status, answer) => {
    const { me } = await registered()
    await me.post(`${own}/corrections`, body).expect(status, answer)
  })

  it('correction tells who decides that the entry has got another value meanwhile, and overwrites none that was not seen', async () => {
    const { id, me } = await registered()
    await me.post(`${own}/corrections`, { field: 'phone', value: '13900139000' }).expect(201)
    const before = (await waitingOf(id)) as never as { id: string; entryVersion: number }
    await app.as('admin').patch(`${residents}/${id}`, { phone: '13700137000' }).expect(200)
    await worker().post(`${corrections}/${before.id}/accept`, { entryVersion: before.entryVersion }).expect(409, { code: 'entry-changed' })
    const now = (await waitingOf(id)) as never as { entryVersion: number }
    expect(now).toMatchObject({ changed: true, registered: { phone: '********000' } })
    // A change that comes between the yes and the entry: it waits again.
    await app.collection<Correction>(correctionSchema).change(before.id, () => ({ set: { state: 'accepted', was: '13600136000' } }))
    await app.get(CorrectionsService).carryOut(before.id)
    expect((await registeredNow(me)).phone).toBe('13700137000')
    await worker().post(`${corrections}/${before.id}/accept`, { entryVersion: now.entryVersion }).expect(201)
    await app.settled()
    expect((await registeredNow(me)).phone).toBe('13900139000')
  })

  it('correction is refused with a reason that the resident reads', async () => {
    const { id, me } = await registered()
    await me.post(`${own}/corrections`, { field: 'name', value: '王贵英' }).expect(201)
    const one = await waitingOf(id)
    await worker().post(`${corrections}/${one?.id}/refuse`, { reason: '与身份证不符' }).expect(201)
    expect((await me.get(`${own}/corrections`).expect(200)).body.items).toMatchObject([{ state: 'refused', reason: '与身份证不符', value: '王贵英' }])
    expect((await registeredNow(me)).name).toBe('王桂英')
  })

  it('correction is carried out once, whenever and however often its news comes', async () => {
    const { id, me } = await registered()
    await me.post(`${own}/corrections`, { field: 'address', value: '易家桥新村 9 幢' }).expect(201)
    const one = (await waitingOf(id)) as never as { id: string; entryVersion: number }
    const key = { 'idempotency-key': 'accept-once' }
    for (let time = 0; time < 2; time++)
      await worker().post(`${corrections}/${one.id}/accept`, { entryVersion: one.entryVersion }, key).expect(201, { state: 'accepted' })
    await app.settled()
    const changes = () => app.published('information-network.resident-updated').filter(({ residentId }) => residentId === id)
    expect(changes()).toHaveLength(1)
    await app.as('admin').patch(`${residents}/${id}`, { address: '易家桥新村 10 幢' }).expect(200)
    const accepted = app
      .events()
      .filter(({ type }) => type === 'information-network.correction-accepted')
      .at(-1)
    await app.get(EventConsumer).deliver('information-network', accepted as never)
    await app.settled()
    expect([changes().length, (await registeredNow(me)).address]).toEqual([2, '易家桥新村 10 幢'])
  })

  it('correction waits where the entry lies, and goes along where that moves', async () => {
    const { id, me } = await registered()
    const there = app.as('worker', { area: FAR_COMMUNITY, id: 'staff-there' })
    await me.post(`${own}/corrections`, { field: 'phone', value: '13900139000' }).expect(201)
    expect(await waitingOf(id, there)).toBeUndefined()
    await app.as('admin').patch(`${residents}/${id}`, { areaCode: FAR_COMMUNITY }).expect(200)
    await app.settled()
    expect(await waitingOf(id)).toBeUndefined()
    expect(await waitingOf(id, there)).toMatchObject({ field: 'phone' })
    await app.as('worker', { unitId: 'water', area: FAR_COMMUNITY }).get(corrections).expect(403)
  })

  it('correction waits where the entry lies, also where that moved while it was proposed', async () => {
    const { id, me } = await registered()
    const entries = app.get(ResidentsService)
    const find = entries.own.bind(entries)
    jest.spyOn(entries, 'own').mockImplementationOnce(async (whose) => {
      const before = await find(whose)
      await app.as('admin').patch(`${residents}/${whose}`, { areaCode: FAR_COMMUNITY }).expect(200)
      await app.settled()
      return before
    })
    await me.post(`${own}/corrections`, { field: 'phone', value: '13900139000' }).expect(201)
    expect(await waitingOf(id, app.as('worker', { area: FAR_COMMUNITY, name: '李敏' }))).toMatchObject({ field: 'phone' })
  })

  it('goes with them: of somebody who is erased nothing waits and nothing is shown', async () => {
    const { id, me } = await registered({ name: '孙桂花' })
    await me.post(`${own}/corrections`, { field: 'phone', value: '13912349999' }).expect(201)
    const { id: erasure } = (await app.as('admin').post(`${residents}/${id}/erase`, { ground: 'unlawful' }).expect(201)).body
    await app.as('admin', { id: 'another' }).post(`/api/information-network/erasures/${erasure}/approve`).expect(201)
    await app.settled()
    await me.get(own).expect(404)
    await me.post(`${own}/corrections`, { field: 'phone', value: '13912349998' }).expect(404)
  })
})
