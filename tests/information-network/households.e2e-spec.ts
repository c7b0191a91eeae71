import type { Collection } from '@yiwang/persistence'
import { collectionToken } from '@yiwang/persistence/stores'
import { COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import { type Household, splitOff } from '../../services/information-network/src/households/household'
import { householdSchema } from '../../services/information-network/src/households/household.schema'
import { HouseholdsService } from '../../services/information-network/src/households/households.service'
import { aResident, residents, startInformationNetwork } from './start'

const households = '/api/information-network/households'
const dwellings = '/api/information-network/dwellings'

interface Shown {
  residentId: string
  role: string
  until?: string
  elsewhere: boolean
}

describe('homes and households', () => {
  let app: ServicesUnderTest
  beforeAll(async () => {
    app = await startInformationNetwork()
  })
  const worker = () => app.as('worker')
  const there = () => app.as('worker', { area: FAR_COMMUNITY, id: 'staff-there' })
  const somebody = async (name: string, given: object = {}): Promise<string> =>
    (
      await worker()
        .post(residents, aResident({ name, ...given }))
        .expect(201)
    ).body.id
  let rooms = 100
  const aHome = (given: object = {}) => ({
    areaCode: COMMUNITY,
    estate: '易家桥新村',
    building: '3幢',
    unit: '2单元',
    room: `${++rooms}室`,
    ...given,
  })
  const roles = (members: Shown[]) => Object.fromEntries(members.filter(({ until }) => !until).map(({ residentId, role }) => [residentId, role]))
  const family = async (on = '2026-01-01') => {
    const [li, wang, son] = await Promise.all(['李德福', '王桂英', '李强'].map((name) => somebody(name)))
    const people = [
      { residentId: li, role: 'head' },
      { residentId: wang, role: 'spouse' },
      { residentId: son, role: 'child' },
    ]
    const { body } = await worker().post(households, { areaCode: COMMUNITY, on, people }).expect(201)
    return { li, wang, son, id: body.id as string, body }
  }

  describe('a home', () => {
    it('is recorded once, however its address is written', async () => {
      const wanted = aHome({ room: '801室', tenure: 'rented', position: { latitude: 32.01, longitude: 120.86, accuracy: 8 } })
      const { body } = await worker().post(dwellings, wanted).expect(201)
      expect(body).toMatchObject({ building: '3幢', room: '801室', address: '易家桥新村****', located: true, allowedActions: ['change', 'reveal'] })
      await worker()
        .post(dwellings, { ...wanted, building: '３号楼', unit: '2', room: '801' })
        .expect(200, { id: body.id })
      const answers = await Promise.all(Array.from({ length: 6 }, () => worker().post(dwellings, aHome({ room: '802室' }))))
      expect(answers.map(({ status }) => status).sort()).toEqual([...Array(5).fill(200), 201])
      // What it is changed to may be another one already.
      await worker()
        .patch(`${dwellings}/${body.id}`, { room: '802' })
        .expect(409, { code: 'dwelling-recorded', errors: [{ field: 'room' }] })
      await worker().patch(`${dwellings}/${body.id}`, { room: '803' }).expect(200, { room: '803' })
    })

    it('is found by a piece of its address, by whoever sees its area', async () => {
      await worker()
        .post(dwellings, aHome({ estate: '翠竹园', building: '12幢', room: '1201' }))
        .expect(201)
      const found = async (client: ReturnType<typeof worker>, q: string) =>
        (await client.get(`${dwellings}?q=${encodeURIComponent(q)}`).expect(200)).body.items.map(({ estate }: { estate: string }) => estate)
      expect(await found(worker(), '翠竹 12栋 1201室')).toEqual(['翠竹园'])
      expect(await found(worker(), '翠竹 13栋')).toEqual([])
      expect(await found(there(), '翠竹 12栋')).toEqual([])
    })

    it('shows building, room and keys to its community alone, and who has them whole with a reason', async () => {
      const daughter = await somebody('王秀')
      const keyHolders = [{ name: '王秀', phone: '13800138000', residentId: daughter, relation: '女儿' }]
      const { body } = await worker()
        .post(dwellings, aHome({ room: '901室', keyHolders, remarks: '后门' }))
        .expect(201)
      expect(body.keyHolders).toEqual([{ name: '王*', phone: '********000', relation: '女儿' }])
      const above = await app.as('admin').get(`${dwellings}/${body.id}`).expect(200)
      expect(above.body).not.toHaveProperty('room')
      expect(above.body).toMatchObject({ keyHolders: [], address: '易家桥新村****' })
      await there().get(`${dwellings}/${body.id}`).expect(404)
      await there().post(`${dwellings}/${body.id}/reveal`, { purpose: 'urgent' }).expect(404)
      await app.as('operator').post(`${dwellings}/${body.id}/reveal`, { purpose: 'urgent' }).expect(403, { code: 'reveal-not-granted' })
      await worker()
        .post(`${dwellings}/${body.id}/reveal`, { purpose: 'urgent' })
        .expect(201, { address: '易家桥新村3幢2单元901室', keyHolders: [{ name: '王秀', phone: '13800138000', relation: '女儿' }], remarks: '后门' })
      expect(app.published('information-network.audit-recorded').at(-1)).toMatchObject({ kind: 'dwelling', residentId: daughter, purpose: 'urgent' })
    })

    it('refuses what is none, naming the field', async () => {
      await worker()
        .post(dwellings, aHome({ position: { latitude: 91, longitude: 0, accuracy: 1 } }))
        .expect(400, { errors: [{ field: 'position.latitude' }] })
      await worker()
        .post(dwellings, aHome({ position: { latitude: '32', longitude: 0, accuracy: 1 } }))
        .expect(400, { errors: [{ field: 'position.latitude' }] })
      await worker()
        .post(dwellings, { areaCode: COMMUNITY })
        .expect(400, { errors: [{ field: 'estate' }] })
      await worker()
        .post(dwellings, aHome({ areaCode: FAR_COMMUNITY }))
        .expect(404, { errors: [{ field: 'areaCode' }] })
      await app.as('coordinator').post(dwellings, aHome()).expect(403)
    })
  })

  describe('a household', () => {
    it('is founded of people of the register, once for one key', async () => {
      const home = (await worker().post(dwellings, aHome()).expect(201)).body.id
      const [li, wang] = await Promise.all(['李德福', '王桂英'].map((name) => somebody(name)))
      const people = [
        { residentId: li, role: 'head' },
        { residentId: wang, role: 'spouse' },
      ]
      const wanted = { areaCode: COMMUNITY, dwellingId: home, number: '0042', on: '2026-01-01', people }
      const { body } = await worker().post(households, wanted, { 'idempotency-key': 'found-1' }).expect(201)
      expect(body).toMatchObject({ number: '0042', address: '易家桥新村****', inHand: false, openedOn: '2026-01-01' })
      expect(body.members).toEqual([
        { residentId: li, name: '李**', role: 'head', from: '2026-01-01', elsewhere: false },
        { residentId: wang, name: '王**', role: 'spouse', from: '2026-01-01', elsewhere: false },
      ])
      expect(body.allowedActions).toEqual(['join', 'leave', 'split', 'head'])
      await worker().post(households, wanted, { 'idempotency-key': 'found-1' }).expect(200, { id: body.id })
      await worker().post(households, wanted).expect(200, { id: body.id })
      expect(app.published('information-network.household-founded').filter(({ householdId }) => householdId === body.id)).toHaveLength(1)
      expect(app.published('information-network.household-changed').at(-1)).toMatchObject({ kind: 'found', residentIds: [li, wang] })

      for (const query of [`residentId=${wang}`, `dwellingId=${home}`]) {
        const { body: page } = await worker().get(`${households}?${query}`).expect(200)
        expect(page.items.map(({ id }: { id: string }) => id)).toEqual([body.id])
      }
      // Who lives in a home is a search for people.
      expect(app.published('information-network.audit-recorded').at(-1)).toMatchObject({ kind: 'households', purpose: 'search', found: 1 })
      await app.as('coordinator').get(`${households}?dwellingId=${home}`).expect(403)
      const above = (await app.as('admin').get(`${households}/${body.id}`).expect(200)).body
      expect([above.number, above.address]).toEqual([undefined, '易家桥新村****'])
    })

    it('takes in whoever is of another one only where it is said what becomes of that', async () => {
      const { id, son } = await family()
      const other = await family()
      const wanted = { residentId: son, role: 'other-relative', on: '2026-03-01' }
      await worker()
        .post(`${households}/${other.id}/join`, wanted)
        .expect(409, { code: 'in-another-household', errors: [{ field: 'others' }] })
      const { body } = await worker()
        .post(`${households}/${other.id}/join`, { ...wanted, others: 'stay' })
        .expect(201)
      expect(body.members.find(({ residentId }: Shown) => residentId === son)).toMatchObject({ role: 'other-relative', elsewhere: true })
      const third = await family()
      await worker()
        .post(`${households}/${third.id}/join`, { ...wanted, on: '2026-04-01', others: 'leave' })
        .expect(201)
      for (const one of [id, other.id]) expect(roles((await worker().get(`${households}/${one}`).expect(200)).body.members)).not.toHaveProperty(son)
      // Whoever is the head of another is not taken away from it.
      await worker()
        .post(`${households}/${id}/join`, { ...wanted, residentId: other.li, others: 'leave' })
        .expect(409, { code: 'head-elsewhere' })
    })

    it('has a new head after a death, is split, and ends with the last', async () => {
      const { id, li, wang, son } = await family()
      await worker()
        .post(`${households}/${id}/leave`, { residentId: li, on: '2026-05-01' })
        .expect(400, { code: 'no-head', errors: [{ field: 'roles' }] })
      const heirs = [{ residentId: wang, role: 'head' }]
      const { body } = await worker().post(`${households}/${id}/leave`, { residentId: li, on: '2026-05-01', roles: heirs }).expect(201)
      expect(roles(body.members)).toEqual({ [wang]: 'head', [son]: 'child' })
      expect(body.members.find(({ residentId, until }: Shown) => until && residentId === wang)).toMatchObject({ role: 'spouse', until: '2026-05-01' })

      await worker()
        .post(`${households}/${id}/split`, { on: '2026-06-01', people: [{ residentId: son, role: 'head' }], number: '77' })
        .expect(201)
      const own = (await worker().get(`${households}?residentId=${son}`).expect(200)).body.items
      expect(own.map(({ number, members }: { number?: string; members: Shown[] }) => [number, roles(members)])).toEqual([
        [undefined, { [wang]: 'head' }],
        ['77', { [son]: 'head' }],
      ])
      const { body: ended } = await worker().post(`${households}/${id}/leave`, { residentId: wang, on: '2026-07-01' }).expect(201)
      expect(ended).toMatchObject({ endedOn: '2026-07-01', allowedActions: [] })
      await worker().post(`${households}/${id}/head`, { on: '2026-07-02', roles: heirs }).expect(409, { code: 'household-ended' })
    })

    it('is changed by one at a time, and by nobody who does not see it', async () => {
      const { id, wang, son, body } = await family()
      const joining = await Promise.all(['赵一', '赵二', '赵三', '赵四'].map((name) => somebody(name)))
      const answers = await Promise.all(
        joining.map((residentId) => worker().post(`${households}/${id}/join`, { residentId, role: 'no-relative', on: '2026-02-01' })),
      )
      const { members } = (await worker().get(`${households}/${id}`).expect(200)).body
      const came = joining.filter((_, at) => answers[at].status === 201)
      expect(came.length).toBeGreaterThan(0)
      expect(joining.filter((one) => roles(members)[one])).toEqual(came)
      for (const { status, body: refused } of answers) if (status !== 201) expect(refused.code).toBe('household-in-hand')

      await worker().post(`${households}/${id}/leave`, { residentId: son, on: '2026-02-01' }, { 'if-match': '"1"' }).expect(412)
      await there().get(`${households}/${id}`).expect(404)
      await there().post(`${households}/${id}/leave`, { residentId: son, on: '2026-02-01' }).expect(404)
      await app.as('coordinator').post(`${households}/${id}/leave`, { residentId: son, on: '2026-02-01' }).expect(403)
      await there().get(`${households}?residentId=${wang}`).expect(404)
      const far = (
        await there()
          .post(residents, aResident({ areaCode: FAR_COMMUNITY }))
          .expect(201)
      ).body.id
      await worker()
        .post(`${households}/${id}/join`, { residentId: far, role: 'child', on: '2026-02-01' })
        .expect(404, { errors: [{ field: 'residentId' }] })
      await worker().post(`${households}/${id}/join`, { residentId: son, role: 'child', on: '2999-01-01' }).expect(400, { code: 'in-the-future' })
      expect(body.history).toMatchObject([{ action: 'found' }])
    })

    it('is worked off to the end where it was cut off', async () => {
      const { id, li, wang, son } = await family()
      const opens = { id: 'split-off-0001', number: '88' }
      const order = {
        id: 'order-1',
        kind: 'split' as const,
        on: '2026-03-01',
        steps: [{ residentId: son, leaves: [id], joins: { householdId: opens.id, role: 'head' as const } }],
        opens,
        by: { id: 'zhou', name: '周敏', role: 'worker' },
        at: app.clock.now(),
      }
      const stored = app.get<Collection<Household>>(collectionToken(householdSchema) as never) as unknown as { all: Collection<Household> }
      await stored.all.change(id, () => ({ set: { order } }))
      expect(splitOff((await stored.all.get(id)) as Household)?.set.id).toBe(opens.id)
      await worker().post(`${households}/${id}/leave`, { residentId: son, on: '2026-04-01' }).expect(409, { code: 'household-in-hand' })
      await app.get(HouseholdsService).goOn()
      await app.get(HouseholdsService).goOn()
      const after = (await worker().get(`${households}/${id}`).expect(200)).body
      expect([after.inHand, roles(after.members)]).toEqual([false, { [li]: 'head', [wang]: 'spouse' }])
      expect(roles((await worker().get(`${households}/${opens.id}`).expect(200)).body.members)).toEqual({ [son]: 'head' })
      expect(
        app.published('information-network.household-changed').filter(({ householdId, kind }) => householdId === id && kind === 'split'),
      ).toHaveLength(1)
    })

    it('stands in the timeline of whom it is about', async () => {
      const { id, wang } = await family()
      await app.settled()
      const { body } = await app.as('admin').get(`/api/information-network/residents/${wang}/timeline`).expect(200)
      expect(body.items).toContainEqual(expect.objectContaining({ summary: '已立户', ref: { kind: 'household', id } }))
    })

    it('is shown to whoever is of it: who else is', async () => {
      const { son, wang } = await family()
      const own = '/api/information-network/own/household'
      const { body } = await app.as('resident', { id: son }).get(own).expect(200)
      expect(body).toEqual({
        role: 'child',
        members: [
          { name: '李**', role: 'head' },
          { name: '王**', role: 'spouse' },
        ],
      })
      await worker().post(`${residents}/${wang}/death`, { on: '2026-05-01' }).expect(201)
      expect((await app.as('resident', { id: son }).get(own).expect(200)).body.members).toEqual([{ name: '李**', role: 'head' }])
      await app
        .as('resident', { id: await somebody('孙九') })
        .get(own)
        .expect(200, { members: [] })
      await worker().get(own).expect(403)
    })

    it('refuses what is no household, naming the field', async () => {
      const one = await somebody('孙九')
      const of = (people: object[], given: object = {}) => worker().post(households, { areaCode: COMMUNITY, on: '2026-01-01', people, ...given })
      await of([]).expect(400, { errors: [{ field: 'people' }] })
      await of([{ residentId: one, role: 'uncle' }]).expect(400, { errors: [{ field: 'people.0.role' }] })
      await of([{ residentId: one, role: 'child' }]).expect(400, { code: 'no-head' })
      await of([{ residentId: one, role: 'head' }], { on: '2026-02-30' }).expect(400, { errors: [{ field: 'on' }] })
      const twice = [
        { residentId: one, role: 'head' },
        { residentId: one, role: 'child' },
      ]
      await of(twice).expect(400, { code: 'named-twice' })
      await of([{ residentId: one, role: 'head' }], { areaCode: OTHER_COMMUNITY }).expect(404, { errors: [{ field: 'areaCode' }] })
      await of([{ residentId: 'nobody', role: 'head' }]).expect(404)
      const home = (
        await there()
          .post(dwellings, aHome({ areaCode: FAR_COMMUNITY }))
          .expect(201)
      ).body.id
      await of([{ residentId: one, role: 'head' }], { dwellingId: home }).expect(404, { errors: [{ field: 'dwellingId' }] })
    })
  })
})
