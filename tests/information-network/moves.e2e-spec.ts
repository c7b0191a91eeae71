import { ancestorsOf, CITY, COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, type ServicesUnderTest, testAreas } from '@yiwang/testing'
import { AreaTreeService } from '../../services/information-network/src/areas/area-tree.service'
import type { Move } from '../../services/information-network/src/moves/move'
import { moveSchema } from '../../services/information-network/src/moves/move.schema'
import { MovesService } from '../../services/information-network/src/moves/moves.service'
import { aResident, residents, startInformationNetwork } from './start'

const moves = '/api/information-network/moves'

describe('somebody who is registered elsewhere', () => {
  let app: ServicesUnderTest
  beforeAll(async () => {
    app = await startInformationNetwork()
  })
  const here = () => app.as('worker')
  const there = () => app.as('worker', { area: FAR_COMMUNITY, id: 'staff-there' })
  const registeredThere = async (given: object = {}) => {
    const person = aResident({ areaCode: FAR_COMMUNITY, ...given })
    const { body } = await there().post(residents, person).expect(201)
    return { person, id: body.id as string }
  }
  const asked = (person: object, more: object = {}) => {
    const { tags: _, ...wanted } = { tags: undefined, ...person }
    return { ...wanted, areaCode: COMMUNITY, address: '易家桥新村1幢101室', reason: '已搬来与女儿同住', ...more }
  }
  const list = async (client: ReturnType<typeof here>, side: string) => (await client.get(`${moves}?side=${side}`).expect(200)).body.items

  it('is one answer to who registers them, whatever name was given, and nothing of them is told', async () => {
    const { person, id } = await registeredThere({ name: '王桂英' })
    const answers = []
    for (const name of ['王桂英', '李秀兰', '王桂英英']) {
      const { body } = await here()
        .post(residents, { ...person, areaCode: COMMUNITY, name })
        .expect(409, { code: 'identity-number-registered', errors: [{ field: 'identityNumber' }] })
      answers.push({ ...body, correlation: 0 })
    }
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
    expect(JSON.stringify(answers)).not.toContain(id)
    expect(JSON.stringify(answers)).not.toContain('通州')
    // Within the area it is as ever.
    await app.as('operator').post(residents, person).expect(200, { id })
    await there()
      .post(residents, { ...person, name: '李秀兰' })
      .expect(409, { code: 'identity-number-registered' })
  })

  it('moves where the community that holds the entry agrees, and everybody hears of it', async () => {
    const { person, id } = await registeredThere({ name: '钱秀芳' })
    const { body: request } = await here()
      .post(moves, asked(person, { phone: '85512345' }))
      .expect(201)
    expect(request).toEqual({
      id: expect.any(String),
      state: 'asked',
      name: '钱**',
      identityNumber: expect.stringMatching(/^320699\*{10}\d[\dX]$/),
      areaPath: expect.arrayContaining([{ code: COMMUNITY, name: '易家桥社区居委会' }]),
      reason: '已搬来与女儿同住',
      askedBy: 'worker',
      askedAt: expect.any(String),
      allowedActions: [],
      version: 1,
    })
    // Asked again it is the same request, also by many at once.
    await Promise.all(Array.from({ length: 4 }, () => here().post(moves, asked(person)).expect(200, { id: request.id })))

    expect((await list(here(), 'held')).map((one: { id: string }) => one.id)).not.toContain(request.id)
    const [held] = await list(there(), 'held')
    expect(held).toMatchObject({
      id: request.id,
      resident: { id, name: '钱**', sameName: true, areaPath: [{ name: '通州区' }, { name: '金沙街道' }, { name: '东市社区居委会' }] },
      allowedActions: ['accept', 'refuse'],
    })
    for (const stranger of [here(), app.as('worker', { area: OTHER_COMMUNITY })]) {
      await stranger.post(`${moves}/${request.id}/accept`).expect(404, { code: 'not-found' })
      await stranger.post(`${moves}/${request.id}/refuse`, { reason: '否' }).expect(404)
    }

    await there().post(`${moves}/${request.id}/accept`, undefined, { 'if-match': '"7"' }).expect(412)
    const key = { 'idempotency-key': 'accept-1' }
    await there().post(`${moves}/${request.id}/accept`, undefined, key).expect(201, { state: 'accepted', allowedActions: [] })
    await there().post(`${moves}/${request.id}/accept`, undefined, key).expect(201)
    await there().post(`${moves}/${request.id}/accept`).expect(409, { code: 'illegal-transition' })
    await app.settled()

    await here().get(`${residents}/${id}`).expect(200, { areaCode: COMMUNITY, version: 2 })
    await there().get(`${residents}/${id}`).expect(404)
    expect(app.published('information-network.resident-updated').at(-1)).toMatchObject({
      residentId: id,
      areaCode: COMMUNITY,
      address: '易家桥新村1幢101室',
      phone: '051385512345',
    })
    const [outcome] = await list(here(), 'asked')
    expect(outcome).toMatchObject({ id: request.id, state: 'accepted', decidedAt: expect.any(String) })
    expect(Object.keys(outcome)).not.toContain('resident')
    await here().post(moves, asked(person)).expect(409, { code: 'registered-here' })
  })

  it('stays where that community refuses, and says why', async () => {
    const { person, id } = await registeredThere({ name: '孙八' })
    const { body: request } = await here()
      .post(moves, asked(person, { name: '孙九' }))
      .expect(201)
    expect((await list(there(), 'held'))[0]).toMatchObject({ id: request.id, resident: { name: '孙*', sameName: false } })
    await there()
      .post(`${moves}/${request.id}/refuse`, {})
      .expect(400, { errors: [{ field: 'reason' }] })
    await there().post(`${moves}/${request.id}/refuse`, { reason: '姓名不符，请核对' }).expect(201, { state: 'refused' })
    expect((await list(here(), 'asked'))[0]).toMatchObject({ id: request.id, state: 'refused', answer: '姓名不符，请核对' })
    await there().get(`${residents}/${id}`).expect(200, { areaCode: FAR_COMMUNITY })
    // It may be asked for anew.
    await here().post(moves, asked(person)).expect(201)
  })

  it('is asked for alike under a number that nobody has, and that request is nobody’s to decide', async () => {
    const { person } = await registeredThere()
    const registered = await here().post(moves, asked(person)).expect(201)
    const nobody = await here().post(moves, asked(aResident())).expect(201)
    expect(Object.keys(nobody.body)).toEqual(Object.keys(registered.body))
    expect({ ...nobody.body, ...same }).toEqual({ ...registered.body, ...same })
    await app.as('admin').post(`${moves}/${nobody.body.id}/accept`).expect(404)
  })
  const same = { id: 0, identityNumber: 0, askedAt: 0 }

  it('may be moved by an admin meanwhile: the request is done, or waits where the entry is', async () => {
    const { person, id } = await registeredThere()
    const { body: mine } = await here().post(moves, asked(person)).expect(201)
    const other = app.as('worker', { area: OTHER_COMMUNITY })
    const { body: theirs } = await other.post(moves, asked(person, { areaCode: OTHER_COMMUNITY })).expect(201)
    await app.as('admin').patch(`${residents}/${id}`, { areaCode: COMMUNITY }).expect(200)
    await app.settled()
    expect((await list(here(), 'asked'))[0]).toMatchObject({ id: mine.id, state: 'accepted' })
    expect((await list(here(), 'held'))[0]).toMatchObject({ id: theirs.id, state: 'asked' })
    await there().post(`${moves}/${theirs.id}/accept`).expect(404)
  })

  it('is shown to who decided only while the entry lies with them', async () => {
    const { person, id } = await registeredThere()
    const { body: request } = await here().post(moves, asked(person)).expect(201)
    await there().post(`${moves}/${request.id}/accept`).expect(201)
    await app.settled()
    await app.as('admin').patch(`${residents}/${id}`, { areaCode: OTHER_COMMUNITY }).expect(200)
    const [decided] = await list(there(), 'held')
    expect(decided).toMatchObject({ id: request.id, state: 'accepted' })
    expect(Object.keys(decided)).not.toContain('resident')
  })

  it('is decided where the entry lies, also where it moved while the request was on its way', async () => {
    const { person, id } = await registeredThere()
    await app.as('admin').patch(`${residents}/${id}`, { areaCode: OTHER_COMMUNITY }).expect(200)
    await app.settled()
    const { body: request } = await here().post(moves, asked(person)).expect(201)
    // As it was stored by whoever had read the entry before it moved.
    await app.collection<Move>(moveSchema).change(request.id, () => ({ set: { fromAreas: ancestorsOf(FAR_COMMUNITY) } }))
    await there().post(`${moves}/${request.id}/accept`).expect(404)
    const other = app.as('worker', { area: OTHER_COMMUNITY })
    expect((await list(other, 'held'))[0]).toMatchObject({ id: request.id, resident: { id }, allowedActions: ['accept', 'refuse'] })
    await other.post(`${moves}/${request.id}/accept`).expect(201, { state: 'accepted' })
  })

  it('is not accepted into a community that is none any more', async () => {
    const { person } = await registeredThere()
    const gone = {
      ...(testAreas.find(({ code }) => code === COMMUNITY) as (typeof testAreas)[number]),
      placeholder: false,
      ancestors: ancestorsOf(COMMUNITY),
    }
    const { body: request } = await here().post(moves, asked(person)).expect(201)
    await app.get(AreaTreeService).declare({ ...gone, validTo: '2020-12-31' })
    await there()
      .post(`${moves}/${request.id}/accept`)
      .expect(400, { code: 'unknown-area', errors: [{ field: 'areaCode' }] })
    await app.get(AreaTreeService).declare(gone)
    await there().post(`${moves}/${request.id}/accept`).expect(201)
  })

  it('stays, and its request says why, where the community ends between the answer and the news of it', async () => {
    const { person, id } = await registeredThere()
    const declared = { ...(testAreas.find(({ code }) => code === COMMUNITY) as (typeof testAreas)[number]), placeholder: false }
    const gone = { ...declared, ancestors: ancestorsOf(COMMUNITY) }
    const { body: request } = await here().post(moves, asked(person)).expect(201)
    const collection = app.collection<Move>(moveSchema)
    await collection.change(request.id, () => ({ set: { state: 'accepted' } }))
    await app.get(AreaTreeService).declare({ ...gone, validTo: '2020-12-31' })
    await app.deliver('information-network.move-accepted', { moveId: request.id, residentId: id, areaCode: COMMUNITY })
    await app.get(AreaTreeService).declare(gone)
    // The community is there again, and the news comes again: what lapsed stays so.
    await app.redeliverLast()
    expect((await list(here(), 'asked'))[0]).toMatchObject({ id: request.id, state: 'lapsed' })
    expect((await app.as('admin').get('/api/information-network/parked').expect(200)).body.items).toEqual([])
    await there().get(`${residents}/${id}`).expect(200, { areaCode: FAR_COMMUNITY })
    await here().post(moves, asked(person)).expect(201)
  })

  it('is decided once, also where two decide at the same moment', async () => {
    const { person } = await registeredThere()
    const { body: request } = await here().post(moves, asked(person)).expect(201)
    const answers = await Promise.all([
      there().post(`${moves}/${request.id}/accept`),
      app.as('admin').post(`${moves}/${request.id}/refuse`, { reason: '仍住在本社区' }),
      there().post(`${moves}/${request.id}/accept`),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  })

  it('is not remembered for ever: what came of the request stays, and nothing of whom it was about', async () => {
    const { person } = await registeredThere({ name: '冯十二' })
    const { body: request } = await here()
      .post(moves, asked(person, { address: '清退路9号' }))
      .expect(201)
    await there().post(`${moves}/${request.id}/refuse`, { reason: '仍住在原处' }).expect(201)
    const collection = app.collection<Move>(moveSchema)
    // As a version before this left it.
    await collection.change(request.id, () => ({ set: { clearAt: undefined, expiresAt: undefined } }))
    for (const [days, kept] of [
      [0, true],
      [89, true],
      [2, false],
    ] as const) {
      app.clock.advance(days * 24 * 3600_000)
      await app.sweep(MovesService)
      expect('name' in (await list(here(), 'asked'))[0]).toBe(kept)
    }
    const [cleared] = await list(here(), 'asked')
    expect(cleared).toMatchObject({ id: request.id, state: 'refused', clearedAt: expect.any(String), allowedActions: [] })
    for (const side of [cleared, (await list(there(), 'held'))[0]])
      expect(Object.keys(side).filter((field) => ['name', 'identityNumber', 'reason', 'answer', 'resident'].includes(field))).toEqual([])
    expect(await collection.get(request.id)).toMatchObject({ about: request.id })
    // Of whom nothing is kept may be asked for like anybody.
    await here().post(moves, asked(person)).expect(201)
  })

  it('is asked for and decided by those who register', async () => {
    const { person } = await registeredThere()
    await app.as('coordinator').post(moves, asked(person)).expect(403)
    await app.anonymous().post(moves, asked(person)).expect(401)
    await app.as('worker', { area: CITY, unitId: 'water-bureau' }).post(moves, asked(person)).expect(403)
    await app.as('worker', { area: CITY, unitId: 'water-bureau' }).get(`${moves}?side=held`).expect(403)
    const { body } = await here().post(moves, asked(person)).expect(201)
    await app.as('operator').post(`${moves}/${body.id}/accept`).expect(403)
  })

  it.each([
    ['identityNumber', { identityNumber: '110105194912310021' }, 400],
    ['areaCode', { areaCode: OTHER_COMMUNITY }, 404],
    ['reason', { reason: '' }, 400],
    ['address', { address: undefined }, 400],
    ['name', { name: { $gt: '' } }, 400],
  ])('is not asked for with a wrong %s: %j', async (field, given, status) => {
    const { person } = await registeredThere()
    await here()
      .post(moves, asked(person, given))
      .expect(status, { errors: [{ field }] })
    for (const query of ['', '?side=both', '?side[$ne]=x'])
      await here()
        .get(moves + query)
        .expect(400)
  })
})
