import { Messages } from '@yiwang/messages'
import { type Answer, Call, type Client, COMMUNITY, OTHER_COMMUNITY, type ServicesUnderTest, startServices } from '@yiwang/testing'
import { IdentityModule } from '../../services/identity/src/identity.module'
import { InformationNetworkModule } from '../../services/information-network/src/information-network.module'
import { ResidentsService } from '../../services/information-network/src/residents/residents.service'
import { aResident, declareAreas } from '../information-network/start'

const MINUTE = 60_000
const own = '/api/identity/residents'
const register = '/api/information-network'

let app: ServicesUnderTest
let phones = 0
const aPhone = () => `136${String(++phones).padStart(8, '0')}`
let addresses = 0
/** Each time from an address of their own: what holds here holds against somebody with as many as they like. */
const somewhere = (): Client => {
  addresses += 1
  return app.anonymous({ from: `10.1.${addresses >> 8}.${addresses & 255}` })
}

async function registered(given: object = {}) {
  const wanted = { ...aResident(), phone: aPhone(), ...given }
  const { body } = await app.as('worker', { area: wanted.areaCode }).post(`${register}/residents`, wanted).expect(201)
  return { ...wanted, id: body.id as string, lastFour: wanted.identityNumber.slice(-4) }
}

/** What came to a telephone: only whoever holds it reads that. */
async function readOn(phone: string): Promise<string[]> {
  await app.sweep(Messages)
  const { items } = (await app.as('admin').get('/api/identity/messages?limit=200').expect(200)).body
  return items.flatMap((one: { to: string; text: string }) => (one.to === phone ? [/\d{6}/.exec(one.text)?.[0]] : []))
}

/** What the browser keeps in which the code for a telephone was last asked for. */
const browsers = new Map<string, string>()
const cookieOf = ({ headers }: Answer): string => String(headers['set-cookie']).split(';')[0]

const askCode = (phone: string): Call => {
  // The newest is known by its time.
  app.clock.advance(1)
  const asked = somewhere().post(`${own}/codes`, { phone })
  return new Call(
    asked.then((answer) => {
      if (answer.status === 201) browsers.set(phone, cookieOf(answer))
      return answer
    }) as Promise<Answer>,
  )
}
const check = (phone: string, code: string, cookie = browsers.get(phone) ?? '') => somewhere().post(`${own}/codes/check`, { phone, code }, { cookie })
const recognise = (proof: string, lastFour: string) => somewhere().post(`${register}/recognitions`, { proof, lastFour })
const enter = (recognition: string, cookie = '') => somewhere().post(`${own}/sessions`, { recognition }, { cookie })
const byCard = (code: string, pin: string) => somewhere().post(`${own}/sessions/card`, { code, pin })

async function proofOf(phone: string): Promise<string> {
  await askCode(phone).expect(201)
  const [code] = await readOn(phone)
  return (await check(phone, code).expect(201)).body.proof
}

async function aCard(id: string, worker = app.as('worker')): Promise<string> {
  const { vouch } = (await worker.post(`${register}/residents/${id}/vouch`).expect(201)).body
  return (await worker.post(`${own}/cards`, { vouch }).expect(201)).body.code
}

const alike = ({ status, body }: Answer) => ({ status, body: { ...body, correlation: 0, until: 0 } })

beforeAll(async () => {
  process.env.MESSAGES = 'simulator'
  app = await startServices({ 'information-network': InformationNetworkModule, identity: IdentityModule })
  delete process.env.MESSAGES
  app.clock.set('2026-12-01T09:00:00+08:00')
  await declareAreas(app)
})

describe('somebody who guesses codes', () => {
  it('has five guesses for each code and five codes an hour for each telephone, from however many addresses', async () => {
    const { phone } = await registered()
    for (let n = 0; n < 5; n++) {
      await askCode(phone).expect(201)
      const [right] = await readOn(phone)
      const guesses = Array.from({ length: 8 }, (_, at) => String((Number(right) + at + 1) % 1_000_000).padStart(6, '0'))
      const answers = await Promise.all(guesses.map((guess) => check(phone, guess)))
      expect(answers.map(({ body }) => body.code)).toEqual(Array(8).fill('wrong-sign-in-code'))
      await check(phone, right).expect(401, { code: 'wrong-sign-in-code' })
    }
    await askCode(phone).expect(429, { code: 'too-many-codes' })
  })

  it('learns from no answer which telephones are somebody’s', async () => {
    const [known, unknown] = [(await registered()).phone, aPhone()]
    expect(alike(await askCode(known))).toEqual(alike(await askCode(unknown)))
    expect(alike(await check(known, '000000'))).toEqual(alike(await check(unknown, '000000')))
    const [one, other] = [await proofOf(known), await proofOf(unknown)]
    expect(one.length).toBe(other.length)
    expect(alike(await recognise(one, '0000'))).toEqual(alike(await recognise(other, '0000')))
  })

  it('gets nowhere with a code that came to another telephone, or came before', async () => {
    const [mine, theirs] = [aPhone(), (await registered()).phone]
    await askCode(mine).expect(201)
    await askCode(theirs).expect(201)
    const [code] = await readOn(mine)
    await check(theirs, code).expect(401)
    await check(mine, code).expect(201)
    await check(mine, code).expect(401, { code: 'wrong-sign-in-code' })
    await askCode(mine).expect(201)
    const [late] = await readOn(mine)
    app.clock.advance(5 * MINUTE)
    await check(mine, late).expect(401, { code: 'wrong-sign-in-code' })
  })
})

describe('somebody who shares a telephone', () => {
  it('comes to their own record, and to nobody else’s by guessing, however often they come to their own meanwhile', async () => {
    const me = await registered({ name: '周建国' })
    const neighbour = await registered({ name: '周美华', phone: me.phone })
    const tries = ['0001', '0002', '0003', '0004', '0005'].filter((guess) => ![me.lastFour, neighbour.lastFour].includes(guess))
    const proof = await proofOf(me.phone)
    for (const guess of tries.slice(0, 3)) await recognise(proof, guess).expect(401, { code: 'not-recognised' })
    const { body } = await recognise(proof, me.lastFour).expect(201)
    const session = (await enter(body.recognition, browsers.get(me.phone)).expect(201)).body
    expect(session.resident).toMatchObject({ id: me.id, name: '周建国' })
    expect(JSON.stringify(session)).not.toContain('周美华')
    const again = await proofOf(me.phone)
    for (const guess of [...tries.slice(3), '0006', '0007']) await recognise(again, guess)
    await recognise(again, neighbour.lastFour).expect(429, { code: 'recognition-locked' })
  })
})

describe('somebody who has seen a note', () => {
  it('opens nothing with one that was used, nor a second session with a second answer to the same proof', async () => {
    const { phone, lastFour } = await registered()
    const proof = await proofOf(phone)
    const [first, second] = [await recognise(proof, lastFour).expect(201), await recognise(proof, lastFour).expect(201)]
    const own = browsers.get(phone)
    await enter(first.body.recognition, own).expect(201)
    await enter(first.body.recognition, own).expect(410, { code: 'note-over' })
    await enter(second.body.recognition, own).expect(410, { code: 'note-over' })
  })

  it('comes in by none in another browser than asked for the code, nor by the code itself', async () => {
    const { phone, lastFour } = await registered()
    const thiefs = cookieOf(await askCode(aPhone()).expect(201))
    await askCode(phone).expect(201)
    const [code] = await readOn(phone)
    for (const cookie of ['', thiefs]) await check(phone, code, cookie).expect(401, { code: 'wrong-sign-in-code' })
    const { proof } = (await check(phone, code).expect(201)).body
    const { recognition } = (await recognise(proof, lastFour).expect(201)).body
    for (const cookie of ['', thiefs]) await enter(recognition, cookie).expect(410, { code: 'note-over' })
    await enter(recognition, browsers.get(phone)).expect(201)
  })

  it('brings nobody back who was erased since it was written', async () => {
    const { id, phone, lastFour } = await registered()
    const proof = await proofOf(phone)
    const { recognition } = (await recognise(proof, lastFour).expect(201)).body
    const { vouch } = (await app.as('worker').post(`${register}/residents/${id}/vouch`).expect(201)).body
    await app.get(ResidentsService).erase(id)
    await app.settled()
    await recognise(proof, lastFour).expect(401, { code: 'not-recognised' })
    await enter(recognition, browsers.get(phone)).expect(410, { code: 'note-over' })
    await app.as('worker').post(`${own}/cards`, { vouch }).expect(410, { code: 'note-over' })
  })

  it('cannot turn one into another', async () => {
    const { id, phone, lastFour } = await registered()
    const proof = await proofOf(phone)
    const { vouch } = (await app.as('worker').post(`${register}/residents/${id}/vouch`).expect(201)).body
    const { recognition } = (await recognise(proof, lastFour).expect(201)).body
    for (const note of [proof, vouch]) await enter(note, browsers.get(phone)).expect(410)
    for (const note of [vouch, recognition]) await recognise(note, lastFour).expect(410)
    for (const note of [proof, recognition]) await app.as('worker').post(`${own}/cards`, { vouch: note }).expect(410)
  })
})

describe('somebody who has a card that is not theirs', () => {
  it('cannot use it without its PIN: five tries, then a wait, and after twenty it is over', async () => {
    const code = await aCard((await registered()).id)
    await byCard(code, '135790').expect(201)
    for (let round = 0; round < 4; round++) {
      for (let n = 0; n < 5; n++) await byCard(code, `90817${n}`).expect(401, { code: 'wrong-card-pin' })
      await byCard(code, '135790').expect(round < 3 ? 429 : 401)
      app.clock.advance(15 * MINUTE)
    }
    await byCard(code, '135790').expect(401, { code: 'wrong-card' })
  })

  it('cannot choose another PIN once one was chosen, nor use a card after the next one was handed out', async () => {
    const { id } = await registered()
    const first = await aCard(id)
    const both = await Promise.all([byCard(first, '135790'), byCard(first, '246813')])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 401])
    await aCard(id)
    await byCard(first, both[0].status === 201 ? '135790' : '246813').expect(401, { code: 'wrong-card' })
  })
})

describe('a worker', () => {
  it('makes no card for whom they may not see, nor by a colleague’s note', async () => {
    const { id } = await registered({ areaCode: OTHER_COMMUNITY })
    await app.as('worker', { area: COMMUNITY }).post(`${register}/residents/${id}/vouch`).expect(404, { code: 'not-found' })
    const colleague = app.as('worker', { area: OTHER_COMMUNITY, id: 'colleague' })
    const { vouch } = (await colleague.post(`${register}/residents/${id}/vouch`).expect(201)).body
    await app.as('worker', { area: COMMUNITY }).post(`${own}/cards`, { vouch }).expect(403, { code: 'not-allowed' })
  })
})
