import { Recognitions } from '@yiwang/people'
import { FAR_COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import { ResidentsService } from '../../services/information-network/src/residents/residents.service'
import { aResident, residents, startInformationNetwork } from './start'

const DAY = 24 * 3_600_000
let app: ServicesUnderTest
let phones = 0
const aPhone = () => `137${String(++phones).padStart(8, '0')}`
const notes = () => app.get(Recognitions)
let addresses = 0
/** From an address that nobody has come from: open doors count by it. */
const recognise = (proof: string, lastFour?: string) =>
  app.anonymous({ from: `10.0.0.${++addresses}` }).post('/api/information-network/recognitions', { proof, lastFour })
const proofOf = (phone: string, id = 'p') => notes().writeProof({ id, phone })

async function registered(given: object = {}) {
  const wanted = aResident(given)
  const { body } = await app.as('worker', { area: wanted.areaCode }).post(residents, wanted).expect(201)
  return { ...wanted, id: body.id as string, lastFour: wanted.identityNumber.slice(-4) }
}

beforeAll(async () => {
  app = await startInformationNetwork()
})

describe('whoever has a telephone in hand', () => {
  it('is recognised by the last four characters of their identity number, and identity is told who it is', async () => {
    const phone = aPhone()
    const one = await registered({ phone })
    const { body } = await recognise(proofOf(phone, 'proof-1'), one.lastFour).expect(201)
    expect(notes().readRecognition(body.recognition)).toEqual({ proofId: 'proof-1', residentId: one.id, name: one.name, areaCode: one.areaCode })
    expect(Object.keys(body)).toEqual(['recognition'])
  })

  it('opens nobody else’s record who shares the telephone, and is not told whose it is', async () => {
    const phone = aPhone()
    const [one, other] = [await registered({ phone, name: '周建国' }), await registered({ phone, name: '周美华' })]
    const as = async (lastFour: string) =>
      notes().readRecognition((await recognise(proofOf(phone), lastFour).expect(201)).body.recognition).residentId
    expect([await as(one.lastFour), await as(other.lastFour)]).toEqual([one.id, other.id])
    const wrong = await recognise(proofOf(phone), '0000').expect(401, { code: 'not-recognised', errors: [{ field: 'lastFour' }] })
    const nobody = await recognise(proofOf(aPhone()), '0000').expect(401)
    expect({ ...wrong.body, correlation: 0 }).toEqual({ ...nobody.body, correlation: 0 })
  })

  it('guesses five times a day, and what is right between leaves it at that', async () => {
    const phone = aPhone()
    const { lastFour } = await registered({ phone })
    for (let n = 0; n < 5; n++) {
      await recognise(proofOf(phone), `000${n}`).expect(401)
      if (n === 2) await recognise(proofOf(phone), lastFour).expect(201)
    }
    await recognise(proofOf(phone), lastFour).expect(429, { code: 'recognition-locked' })
    const unknown = aPhone()
    for (let n = 0; n < 5; n++) await recognise(proofOf(unknown), `000${n}`).expect(401)
    await recognise(proofOf(unknown), '0009').expect(429, { code: 'recognition-locked' })
    app.clock.advance(DAY)
    await recognise(proofOf(phone), lastFour).expect(201)
  })

  it('guesses no more often at the same moment', async () => {
    const phone = aPhone()
    const { lastFour } = await registered({ phone })
    const register = app.get(ResidentsService)
    const withPhone = register.withPhone.bind(register)
    const others: number[] = []
    // While the right one is looked for, five wrong ones come.
    jest.spyOn(register, 'withPhone').mockImplementationOnce(async (sought) => {
      for (let n = 0; n < 5; n++) others.push((await recognise(proofOf(phone), `000${n}`)).status)
      return withPhone(sought)
    })
    await recognise(proofOf(phone), lastFour).expect(201)
    expect(others).toEqual([401, 401, 401, 401, 429])
  })

  it('is asked for them', async () => {
    await recognise(proofOf(aPhone())).expect(400, { code: 'last-four-needed', errors: [{ field: 'lastFour' }] })
    await recognise(proofOf(aPhone()), '12a4').expect(400, { code: 'invalid-input', errors: [{ field: 'lastFour' }] })
    await recognise(`${proofOf(aPhone()).slice(0, -4)}AAAA`, '0000').expect(410, { code: 'note-over' })
  })
})

describe('whom the province’s sign-in names', () => {
  it('is recognised by the number and the name', async () => {
    const { id, identityNumber, name } = await registered({ phone: aPhone() })
    const { body } = await recognise(notes().writeProof({ id: 'p', identityNumber, name })).expect(201)
    expect(notes().readRecognition(body.recognition).residentId).toBe(id)
    await recognise(notes().writeProof({ id: 'p', identityNumber, name: '别人' })).expect(401, { code: 'not-registered' })
    await recognise(notes().writeProof({ id: 'p', identityNumber: aResident().identityNumber, name })).expect(401, { code: 'not-registered' })
  })
})

describe('for a card', () => {
  it('staff are vouched for people of their own area, and nobody else', async () => {
    const { id, name, areaCode } = await registered({ phone: aPhone() })
    const vouch = (client: ReturnType<ServicesUnderTest['as']>) => client.post(`${residents}/${id}/vouch`)
    const { body } = await vouch(app.as('worker')).expect(201)
    expect(notes().readVouch(body.vouch)).toEqual({ by: 'staff-worker', residentId: id, name, areaCode })
    await vouch(app.as('worker', { area: FAR_COMMUNITY })).expect(404, { code: 'not-found' })
    await vouch(app.as('worker', { unitId: '320600000000-police' })).expect(403)
    await vouch(app.as('operator')).expect(403)
    await recognise(body.vouch, '0000').expect(410, { code: 'note-over' })
  })
})

describe('somebody whose identity card a member of staff has in hand', () => {
  const present = (body: object, id = 'staff-worker') => app.as('worker', { id }).post(`${residents}/presented`, body)

  it('is known by number and name together, wherever they live', async () => {
    const { id, name, identityNumber, areaCode } = await registered({ name: '周丽', areaCode: FAR_COMMUNITY })
    const { body } = await present({ identityNumber: identityNumber.toLowerCase(), name: ' 周丽 ' }).expect(201)
    expect(notes().readPresented(body.presented)).toEqual({ by: 'staff-worker', residentId: id, name, areaCode })
    expect(Object.keys(body)).toEqual(['presented'])
    expect(() => notes().readVouch(body.presented)).toThrow('note-over')
    await app.as('coordinator').post(`${residents}/presented`, { identityNumber, name }).expect(403)
  })

  it('is not found by a number whose name is not known, here or elsewhere; ten in vain are the last for an hour, and are kept', async () => {
    const [here, far] = [await registered(), await registered({ areaCode: FAR_COMMUNITY })]
    const as = (identityNumber: string) => present({ identityNumber, name: '钱多多' }, 'guessing')
    const answers = [await as(here.identityNumber), await as(far.identityNumber), await as(aResident().identityNumber)]
    for (const { status, body } of answers) expect([status, { ...body, correlation: 0 }]).toEqual([404, { ...answers[0].body, correlation: 0 }])
    expect(answers[0].body).toMatchObject({ code: 'not-registered-so', errors: [{ field: 'identityNumber' }] })
    for (let n = 3; n < 10; n++) await as(here.identityNumber).expect(404)
    await present({ identityNumber: here.identityNumber, name: here.name }, 'guessing').expect(429, { code: 'budget-spent' })
    const searches = app.events().filter(({ type, actorId }) => type === 'information-network.audit-recorded' && actorId === 'guessing')
    expect(searches).toHaveLength(10)
    expect(JSON.stringify(searches)).not.toContain(here.identityNumber)
  })
})
