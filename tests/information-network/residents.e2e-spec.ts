import { AuditService } from '@yiwang/people'
import { ancestorsOf, CITY, COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, PLACEHOLDER, type ServicesUnderTest } from '@yiwang/testing'
import { type Resident, register } from '../../services/information-network/src/residents/resident'
import { residentSchema } from '../../services/information-network/src/residents/resident.schema'
import { aResident, residents, startInformationNetwork } from './start'

describe('a resident', () => {
  let app: ServicesUnderTest
  const registered = () => app.published('information-network.resident-registered')
  beforeAll(async () => {
    app = await startInformationNetwork()
  })

  it('is registered by a worker, masked in the answer, and told to the others without the identity number', async () => {
    const wanted = aResident({ tags: ['living-alone', 'elderly'], phone: '138 0013 8000' })
    const { body } = await app.as('worker').post(residents, wanted).expect(201)

    expect(body).toEqual({
      id: body.id,
      name: '王**',
      identityNumber: `320699**********${wanted.identityNumber.slice(-2)}`,
      phone: '********000',
      address: '崇川区新城桥****',
      areaCode: COMMUNITY,
      areaPath: [
        { code: '320613000000', name: '崇川区' },
        { code: '320613004000', name: '新城桥街道' },
        { code: COMMUNITY, name: '易家桥社区居委会' },
      ],
      tags: ['elderly', 'living-alone'],
      apart: false,
      synthetic: false,
      version: 1,
      registeredAt: body.registeredAt,
      allowedActions: ['reveal'],
    })
    expect(registered()).toEqual([
      {
        residentId: body.id,
        areaCode: COMMUNITY,
        name: '王桂英',
        phone: '13800138000',
        address: wanted.address,
        tags: ['elderly', 'living-alone'],
        birthYear: 1940,
      },
    ])
    await app
      .as('coordinator')
      .get(`${residents}/${body.id}`)
      .expect(200, { ...body, allowedActions: [] })
  })

  it('is the same one when registered again, and nothing changes', async () => {
    const wanted = aResident()
    const first = await app.as('worker').post(residents, wanted).expect(201)
    const events = app.events().length
    const again = await app
      .as('operator')
      .post(residents, { ...wanted, phone: '13900139000', address: '别处' })
      .expect(200)
    expect(again.body).toEqual({ ...first.body, allowedActions: [] })
    expect(app.events()).toHaveLength(events)
  })

  it('is one also when many register at the same moment', async () => {
    const wanted = aResident()
    const before = registered().length
    const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => app.as(at % 2 ? 'operator' : 'worker').post(residents, wanted)))
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(11).fill(200), 201])
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(registered()).toHaveLength(before + 1)
  })

  it('is not somebody else: another name is a conflict, which does not say whose number it is', async () => {
    const wanted = aResident()
    await app.as('worker').post(residents, wanted).expect(201)
    const { body } = await app
      .as('worker')
      .post(residents, { ...wanted, name: '李秀兰' })
      .expect(409, { code: 'identity-number-registered' })
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(['identityNumber'])
    expect(JSON.stringify(body)).not.toContain('王桂英')
  })

  it('answers 201 again under the same Idempotency-Key, and 422 to another body', async () => {
    const wanted = aResident()
    const key = { 'idempotency-key': 'r-1' }
    const { body } = await app.as('worker').post(residents, wanted, key).expect(201)
    await app.as('worker').post(residents, wanted, key).expect(201, { id: body.id })
    await app.as('worker').post(residents, aResident(), key).expect(422, { code: 'idempotency-key-reused' })
    await app.as('operator').post(residents, wanted, key).expect(200, { id: body.id })
  })

  it.each([
    ['a wrong check digit', { identityNumber: '110105194912310021' }, 'identityNumber'],
    ['an identity number of the old form', { identityNumber: '110105491231002' }, 'identityNumber'],
    ['no telephone', { phone: '11111111111' }, 'phone'],
    ['a telephone that lacks a digit', { phone: '05138551000' }, 'phone'],
    ['a character that only one system knows', { name: '王\ue123' }, 'name'],
    ['a street instead of a community', { areaCode: '320613004000' }, 'areaCode'],
    ['a placeholder', { areaCode: PLACEHOLDER }, 'areaCode'],
    ['half an area code', { areaCode: '320613' }, 'areaCode'],
    ['an unknown tag', { tags: ['rich'] }, 'tags'],
    ['tags that are no list', { tags: 'elderly' }, 'tags'],
    ['a store operator', { name: { $gt: '' } }, 'name'],
    ['two lines in a name', { name: '王\n桂英' }, 'name'],
    ['a long address', { address: '路'.repeat(201) }, 'address'],
    ['no address', { address: undefined }, 'address'],
    ['a made-up flag', { synthetic: true }, 'synthetic'],
  ])('is not registered with %s', async (_, given, field) => {
    const before = app.events().length
    const { body } = await app.as('operator').post(residents, aResident(given)).expect(400)
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([field])
    expect(app.events()).toHaveLength(before)
  })

  it('is not registered with nothing at all, or with what is no JSON', async () => {
    await app.as('operator').post(residents).expect(400, { code: 'invalid-input' })
    await app.as('operator').post(residents, '[]').expect(400)
    await app.as('operator').post(residents, '{"name":').expect(400, { code: 'bad-request' })
    await app.as('operator').post(residents, aResident(), { 'content-type': 'text/plain' }).expect(415)
  })

  it('may be written with a small x', async () => {
    const wanted = aResident({ name: '赵立', identityNumber: '11010519491231002x' })
    const { body } = await app.as('worker').post(residents, wanted).expect(201)
    await app
      .as('worker')
      .post(residents, { ...wanted, identityNumber: '11010519491231002X' })
      .expect(200, { id: body.id })
  })

  it('is the same one however the name and the digits were typed', async () => {
    const wanted = aResident({ name: 'José 利', identityNumber: '11010519491231002X', phone: '13800138111' })
    const { body } = await app
      .as('worker')
      .post(residents, { ...wanted, identityNumber: '440524188001010014' })
      .expect(201)
    const wide = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    const typed = { ...wanted, name: 'Jose\u0301 \uf9dd', phone: wide(wanted.phone), identityNumber: wide('440524188001010014') }
    await app.as('worker').post(residents, typed).expect(200, { id: body.id })
    await app
      .as('worker')
      .get(`${residents}?q=${encodeURIComponent(typed.name)}`)
      .expect(200, { items: [{ id: body.id }] })
    await app
      .as('worker')
      .get(`${residents}?phone=${encodeURIComponent(typed.phone)}`)
      .expect(200, { items: [{ id: body.id }] })
  })

  it('is one person under any dot and any old character of the name', async () => {
    const worker = app.as('worker')
    const wanted = aResident({ name: '阿依古丽·买买提' })
    const { body } = await worker.post(residents, wanted).expect(201)
    for (const dot of ['•', '・', '‧', '∙', '⋅', '.', '．', ' · ', '\u200b·']) {
      await worker.post(residents, { ...wanted, name: `阿依古丽${dot}买买提` }).expect(200, { id: body.id })
      await worker.get(`${residents}?q=${encodeURIComponent(`阿依古丽${dot}买买提`)}`).expect(200, { items: [{ id: body.id }] })
    }
    const rare = aResident({ name: '刘\ue863𠮷' })
    await worker.post(residents, rare).expect(201, { name: '刘**' })
    await worker.post(residents, { ...rare, name: '刘䶮\u{e0100}𠮷' }).expect(200)
    await worker.post(residents, { ...rare, name: '刘\u202e䶮𠮷' }).expect(400)
  })

  it('is found as it was stored before names and numbers were tidied', async () => {
    const stored = app.collection<Resident>(residentSchema)
    const community = { id: COMMUNITY, ancestors: ancestorsOf(COMMUNITY) }
    const before = aResident({ name: '古丽・买买提', phone: '085598765' })
    const { id } = await stored.insert(register(before, community, new Date()))
    const found = async (query: string) =>
      (await app.as('worker').get(`${residents}?${query}`).expect(200)).body.items.map((one: { id: string }) => one.id)
    expect(await found(`q=${encodeURIComponent('古丽·买买提')}`)).toEqual([id])
    expect(await found('phone=85598765')).toEqual([id])
    await app
      .as('worker')
      .post(residents, { ...before, name: '古丽·买买提', phone: '85598765' })
      .expect(200, { id })
  })

  it('is found by phone or full name, within the asker’s area only', async () => {
    const here = await app
      .as('worker')
      .post(residents, aResident({ name: '钱多多', phone: '13811112222' }))
      .expect(201)
    const far = await app
      .as('admin')
      .post(residents, aResident({ name: '钱多多', phone: '13811112222', areaCode: FAR_COMMUNITY }))
      .expect(201)
    const ids = async (query: string, client = app.as('operator')) => {
      const { body } = await client.get(`${residents}?${query}`).expect(200)
      return body.items.map(({ id }: { id: string }) => id)
    }
    const name = encodeURIComponent('钱多多')

    expect(await ids('phone=138-1111-2222')).toEqual([here.body.id, far.body.id])
    expect(await ids(`q=${name}`)).toEqual([here.body.id, far.body.id])
    expect(await ids(`q=${name}`, app.as('worker'))).toEqual([here.body.id])
    expect(await ids(`q=${name}&areaCode=320612000000`)).toEqual([far.body.id])
    expect(await ids(`q=${name}&phone=13811112222&areaCode=${COMMUNITY}`)).toEqual([here.body.id])
    expect(await ids(`q=${encodeURIComponent('钱多')}`)).toEqual([])
    const first = await app.as('operator').get(`${residents}?q=${name}&limit=1`).expect(200)
    expect(await ids(`q=${name}&limit=1&cursor=${first.body.next}`)).toEqual([far.body.id])
    expect(await ids('limit=200', app.as('coordinator', { area: '320612000000' }))).toEqual([far.body.id])

    await app
      .as('worker')
      .get(`${residents}?areaCode=${OTHER_COMMUNITY}`)
      .expect(404, { errors: [{ field: 'areaCode' }] })
    await app
      .as('worker')
      .get(`${residents}?phone=abc`)
      .expect(400, { errors: [{ field: 'phone' }] })
    await app
      .as('worker')
      .get(`${residents}?name=${name}`)
      .expect(400, { errors: [{ field: 'name', code: 'unknown-field' }] })
    await app.as('worker').get(`${residents}?q[$gt]=`).expect(400)
  })

  it('is changed by an admin, guarded by the version, and told once', async () => {
    const admin = app.as('admin')
    const { body } = await admin.post(residents, aResident()).expect(201)
    const at = `${residents}/${body.id}`
    const updated = () => app.published('information-network.resident-updated')

    await admin
      .patch(at, { phone: '13900139000', areaCode: OTHER_COMMUNITY }, { 'if-match': '"1"' })
      .expect(200, { version: 2, phone: '********000', areaCode: OTHER_COMMUNITY })
    await admin.patch(at, { phone: '13700137000' }, { 'if-match': '"1"' }).expect(412, { code: 'version-mismatch' })
    await admin.patch(at, { phone: '13900139000', tags: [] }).expect(200, { version: 2 })
    expect(updated()).toMatchObject([{ residentId: body.id, phone: '13900139000', areaCode: OTHER_COMMUNITY }])

    await admin.patch(at, { name: '别人' }).expect(400, { errors: [{ field: 'name', code: 'unknown-field' }] })
    await admin.patch(at, { areaCode: PLACEHOLDER }).expect(400, { errors: [{ field: 'areaCode' }] })
    await app.as('operator').patch(at, { tags: [] }).expect(403)
    await app.as('admin', { area: FAR_COMMUNITY }).patch(at, { tags: [] }).expect(404)
    await app
      .as('admin', { area: OTHER_COMMUNITY })
      .patch(at, { areaCode: COMMUNITY })
      .expect(404, { errors: [{ field: 'areaCode' }] })
    expect(updated()).toHaveLength(1)
  })

  it('is unmasked for a purpose, which is kept', async () => {
    const wanted = aResident()
    const { body } = await app.as('worker').post(residents, wanted).expect(201)
    const reveal = `${residents}/${body.id}/reveal`
    const { name, phone, address, identityNumber } = wanted

    const opened = await app.as('worker').post(reveal, { purpose: '上门核实地址' }).expect(201)
    expect(opened.body).toEqual({ name, phone, address, identityNumber, birthDate: '1940-01-01' })
    expect(await app.get(AuditService).of('resident', body.id)).toMatchObject([
      {
        by: 'staff-worker',
        residentId: body.id,
        purpose: 'other',
        note: '上门核实地址',
        fields: expect.arrayContaining(['name', 'phone', 'address', 'identityNumber']),
      },
    ])

    const again = () => app.as('worker').post(reveal, { purpose: '再次上门' }, { 'idempotency-key': 'reveal-1' }).expect(201, { phone })
    await again()
    await again()
    expect(await app.get(AuditService).of('resident', body.id)).toHaveLength(3)
    const told = app.published('information-network.audit-recorded').filter(({ subject }) => subject === body.id)
    expect(told.map(({ note }) => note)).toEqual(['上门核实地址', '再次上门', '再次上门'])

    await app
      .as('worker')
      .post(reveal, {})
      .expect(400, { errors: [{ field: 'purpose' }] })
    await app.as('worker', { area: OTHER_COMMUNITY }).post(reveal, { purpose: '好奇' }).expect(404)
    await app.as('coordinator').post(reveal, { purpose: '好奇' }).expect(403)
  })

  it('is not there for whoever may not see', async () => {
    const { body } = await app.as('worker').post(residents, aResident()).expect(201)
    await app.anonymous().get(`${residents}/${body.id}`).expect(401)
    await app.as('provider').get(`${residents}/${body.id}`).expect(403)
    await app.as('terminal').post(residents, aResident()).expect(403)
    await app.as('coordinator').post(residents, aResident()).expect(403)
    await app.as('operator', { area: FAR_COMMUNITY }).get(`${residents}/${body.id}`).expect(404)
    await app
      .as('worker', { area: OTHER_COMMUNITY })
      .post(residents, aResident())
      .expect(404, { code: 'not-found', errors: [{ field: 'areaCode' }] })
    await app.as('operator', { area: CITY }).get(`${residents}/nobody`).expect(404)
  })

  it('is not there to be looked through by a department, whose people serve the whole city', async () => {
    const department = app.as('worker', { area: CITY, unitId: '320600000000-water', id: 'staff-water' })
    for (const path of ['', '?phone=13800138000', '/any'])
      await department.get(`/api/information-network/residents${path}`).expect(403, { code: 'not-allowed' })
  })

  it('is not found in the data folder by grep', async () => {
    const wanted = aResident({ name: '欧阳不见', phone: '13866668888', address: '隐藏路一号' })
    const { body } = await app.as('worker').post(residents, wanted).expect(201)
    await app.as('admin').patch(`${residents}/${body.id}`, { phone: '13877779999' }).expect(200)
    await app.settled()
    const kept = await app.kept()
    for (const secret of [wanted.name, wanted.phone, '13877779999', wanted.address, wanted.identityNumber]) {
      expect(kept.includes(secret)).toBe(false)
    }
  })
})
