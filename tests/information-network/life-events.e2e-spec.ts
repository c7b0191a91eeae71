import { COMMUNITY, FAR_COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import { aResident, residents, startInformationNetwork } from './start'

const households = '/api/information-network/households'

describe('what becomes of a resident', () => {
  let app: ServicesUnderTest
  beforeAll(async () => {
    app = await startInformationNetwork()
  })
  const worker = () => app.as('worker')
  const somebody = async (given: object = {}): Promise<string> => (await worker().post(residents, aResident(given)).expect(201)).body.id
  const on = '2026-06-01'

  it('is registered without number or telephone, and has a number later', async () => {
    const { identityNumber: _, phone: __, ...baby } = aResident({ name: '王小宝' })
    await worker()
      .post(residents, baby)
      .expect(400, { code: 'birth-date-needed', errors: [{ field: 'birthDate' }] })
    const { body } = await worker()
      .post(residents, { ...baby, birthDate: '2026-05-01' })
      .expect(201)
    expect(body).not.toHaveProperty('identityNumber')
    expect(app.published('information-network.resident-registered').at(-1)).toMatchObject({ residentId: body.id, birthYear: 2026 })
    // Twice nobody without a number is the same, since nothing says so.
    const other = await worker()
      .post(residents, { ...baby, birthDate: '2026-05-01' })
      .expect(201)
    expect(other.body.id).not.toBe(body.id)

    const { identityNumber } = aResident()
    await worker()
      .post(`${residents}/${body.id}/identity-number`, { identityNumber, on })
      .expect(201, { identityNumber: expect.stringContaining('***') })
    await worker().post(`${residents}/${other.body.id}/identity-number`, { identityNumber, on }).expect(409, { code: 'identity-number-registered' })
    await worker().post(`${residents}/${body.id}/identity-number`, { identityNumber, on }).expect(400, { code: 'same-number' })
    expect(JSON.stringify(app.events())).not.toContain(identityNumber)
    const { body: whole } = await worker().post(`${residents}/${body.id}/reveal`, { purpose: 'verify' }).expect(201)
    expect(whole).toMatchObject({ identityNumber, birthDate: expect.stringMatching(/^1940-/) })
  })

  it('has several telephones, and is found by each', async () => {
    const id = await somebody({ phone: '13811110001', otherPhones: [{ number: '138 1111 0002', whose: '女儿' }] })
    const found = async (phone: string) =>
      (await app.as('operator').get(`${residents}?phone=${phone}`).expect(200)).body.items.map((one: { id: string }) => one.id)
    for (const phone of ['13811110001', '13811110002']) expect(await found(phone)).toEqual([id])
    await app.as('admin').patch(`${residents}/${id}`, { otherPhones: [] }).expect(200)
    expect(await found('13811110002')).toEqual([])
    await app
      .as('admin')
      .patch(`${residents}/${id}`, { address: '易家桥新村****' })
      .expect(400, { code: 'masked-value', errors: [{ field: 'address' }] })
  })

  it('died on a day before today, left the household, and signs in no more', async () => {
    const [li, wang] = [await somebody({ name: '李德福' }), await somebody()]
    const people = [
      { residentId: li, role: 'head' },
      { residentId: wang, role: 'spouse' },
    ]
    const { body: household } = await worker().post(households, { areaCode: COMMUNITY, on: '2020-01-01', people }).expect(201)
    await worker()
      .post(`${residents}/${li}/death`, { on })
      .expect(409, { code: 'head-elsewhere', errors: [{ field: 'on' }] })
    await worker()
      .post(`${residents}/${wang}/death`, { on: '2999-01-01' })
      .expect(400, { code: 'in-the-future', errors: [{ field: 'on' }] })
    await worker().post(`${residents}/${wang}/death`, { on }, { 'idempotency-key': 'death-1' }).expect(201, { left: 'died' })
    await worker().post(`${residents}/${wang}/death`, { on }, { 'idempotency-key': 'death-1' }).expect(201, { left: 'died' })
    await worker().post(`${residents}/${wang}/death`, { on }).expect(409, { code: 'here-no-more' })
    expect(app.published('information-network.resident-died').filter(({ residentId }) => residentId === wang)).toEqual([
      { residentId: wang, areaCode: COMMUNITY, on },
    ])
    const { members } = (await worker().get(`${households}/${household.id}`).expect(200)).body
    expect(members).toMatchObject([{ residentId: li }, { residentId: wang, until: on }])

    // With the last one it has ended.
    await worker().post(`${residents}/${li}/departure`, { on: '2026-07-01', to: '如皋市' }).expect(201, { left: 'moved-away' })
    await app.settled()
    expect((await worker().get(`${households}/${household.id}`).expect(200)).body).toMatchObject({ endedOn: '2026-07-01', allowedActions: [] })
    await worker().post(`${residents}/${li}/return`, { on: '2026-08-01' }).expect(201)
    expect((await worker().get(`${residents}/${li}`).expect(200)).body).not.toHaveProperty('left')
  })

  it('is called otherwise, and every service hears of it', async () => {
    const id = await somebody()
    await worker().post(`${residents}/${id}/name`, { name: '王桂芳', on }).expect(201, { name: '王**' })
    expect(app.published('information-network.resident-updated').at(-1)).toMatchObject({ residentId: id, name: '王桂芳' })
    expect((await worker().post(`${residents}/${id}/reveal`, { purpose: 'verify' }).expect(201)).body).toMatchObject({ formerNames: ['王桂英'] })
  })

  it('is recorded by the community, and by nobody else', async () => {
    const id = await somebody()
    const steps: [string, object][] = [
      ['death', { on }],
      ['departure', { on }],
      ['return', { on }],
      ['name', { on, name: '王桂芳' }],
      ['identity-number', { on, identityNumber: aResident().identityNumber }],
    ]
    for (const [step, body] of steps) {
      await app.as('worker', { area: FAR_COMMUNITY }).post(`${residents}/${id}/${step}`, body).expect(404, { code: 'not-found' })
      await app.as('coordinator').post(`${residents}/${id}/${step}`, body).expect(403)
      await worker()
        .post(`${residents}/${id}/${step}`, { ...body, on: 'yesterday' })
        .expect(400, { errors: [{ field: 'on' }] })
    }
  })
})
