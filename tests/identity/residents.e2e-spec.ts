import { Recognitions } from '@yiwang/people'
import { runInContext } from '@yiwang/persistence'
import { SecurityAlarms } from '@yiwang/platform'
import { CITY, COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import { CodesService } from '../../services/identity/src/residents/codes.service'
import { residentAccountSchema } from '../../services/identity/src/residents/resident-account.schema'
import { ResidentAccountsService } from '../../services/identity/src/residents/resident-accounts.service'
import { aCard, aCode, byCard, messagesOf, own, PHONE, PIN, refreshOwn, somebody, startWithMessages, stranger, vouchOf } from './residents'
import { anAccount, cookieOf, signIn, tokenOf } from './staff'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let app: ServicesUnderTest
let phones = 0
/** Nobody else's in this file. */
const aPhone = () => `139${String(++phones).padStart(8, '0')}`
const check = (phone: string, { code, cookie = '' }: { code: string; cookie?: string }) =>
  stranger(app).post(`${own}/codes/check`, { phone, code }, { cookie })
const notes = () => app.get(Recognitions)
/** A note of the register's, and what the browser keeps by which it was asked. */
const recognised = async (phone: string, who = somebody()) => {
  const asked = await aCode(app, phone)
  const { body } = await check(phone, asked).expect(201)
  return { note: notes().writeRecognition({ proofId: notes().readProof(body.proof).id, ...who }), cookie: asked.cookie }
}
const enter = ({ note, cookie = '' }: { note: string; cookie?: string }) => stranger(app).post(`${own}/sessions`, { recognition: note }, { cookie })

beforeAll(async () => {
  app = await startWithMessages()
})

describe('a code to a telephone', () => {
  it('comes as a message with the city’s signature, and proves that the telephone is in hand', async () => {
    const phone = aPhone()
    const answer = await stranger(app).post(`${own}/codes`, { phone, language: 'en' }).expect(201)
    expect(answer.body).toEqual({ until: expect.any(String) })
    const [{ text, state }] = await messagesOf(app, phone)
    expect([text, state]).toEqual([expect.stringMatching(/^【一网】Your sign-in code is \d{6}, good for 5 minutes/), 'sent'])
    const code = /\d{6}/.exec(text)?.[0] as string
    await check(phone, { code }).expect(401, { code: 'wrong-sign-in-code' })
    await check(phone, { code, cookie: (await aCode(app, aPhone())).cookie }).expect(401, { code: 'wrong-sign-in-code' })
    const { body } = await check(phone, { code, cookie: tokenOf(answer) }).expect(201)
    expect(notes().readProof(body.proof)).toEqual({ id: expect.stringMatching(/^[\w-]{24}$/), phone })
    expect(body.proof).not.toContain(tokenOf(answer).split('=')[1])
  })

  it('is asked for the same whoever has the telephone: identity knows nobody by it', async () => {
    await enter(await recognised(PHONE)).expect(201)
    const answers = [await stranger(app).post(`${own}/codes`, { phone: PHONE }), await stranger(app).post(`${own}/codes`, { phone: aPhone() })]
    expect(answers.map(({ status, body }) => [status, Object.keys(body)])).toEqual(Array(2).fill([201, ['until']]))
    const wrong = await Promise.all([check(PHONE, { code: '000000' }), check(aPhone(), { code: '000000' })])
    expect(wrong.map(({ body }) => ({ ...body, correlation: 0 }))[0]).toEqual({ ...wrong[1].body, correlation: 0 })
    expect(String(await app.kept())).not.toContain(PHONE)
  })

  it.each([
    ['phone', { phone: '051385510000' }, 'not-a-mobile'],
    ['phone', { phone: '1380013800' }, undefined],
    ['language', { phone: '13800138001', language: 'fr' }, undefined],
    ['residentId', { phone: '13800138001', residentId: 'x' }, undefined],
  ])('refuses a wrong %s by its name', async (field, body, code = 'invalid-input') => {
    await stranger(app)
      .post(`${own}/codes`, body)
      .expect(400, { code, errors: [{ field }] })
  })

  it('is sent five times an hour to one telephone, from wherever it is asked', async () => {
    const phone = aPhone()
    for (let n = 0; n < 5; n++) await stranger(app).post(`${own}/codes`, { phone }).expect(201)
    const answer = await stranger(app).post(`${own}/codes`, { phone }).expect(429, { code: 'too-many-codes' })
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(3500)
    expect(await messagesOf(app, phone)).toHaveLength(5)
  })

  it('is sent ten times a day', async () => {
    const phone = aPhone()
    for (let n = 0; n < 10; n++) {
      if (n === 5) app.clock.advance(60 * MINUTE)
      await stranger(app).post(`${own}/codes`, { phone }).expect(201)
    }
    app.clock.advance(60 * MINUTE)
    await stranger(app).post(`${own}/codes`, { phone }).expect(429, { code: 'too-many-codes' })
    app.clock.advance(DAY)
    await stranger(app).post(`${own}/codes`, { phone }).expect(201)
  })
})

describe('whom the register has recognised', () => {
  it('is signed in as a resident, may nothing of staff’s, and has a cookie of their own', async () => {
    const who = somebody()
    const answer = await enter(await recognised(aPhone(), who)).expect(201, { expiresIn: 900, resident: { id: who.residentId, name: '王桂英' } })
    expect(cookieOf(answer)).toMatch(/^yiwang_resident=[\w-]{24}\.[\w-]{43}; /)
    expect(cookieOf(answer)).toContain('Path=/api/identity/residents/sessions')
    expect(cookieOf(answer)).toContain('Max-Age=1800')
    expect(cookieOf(answer)).toContain('HttpOnly')
    expect(cookieOf(answer)).toContain('SameSite=Strict')
    const claims = JSON.parse(String(Buffer.from(answer.body.accessToken.split('.')[1], 'base64url')))
    expect(claims).toMatchObject({ sub: who.residentId, role: 'resident', residentId: who.residentId, sid: expect.any(String) })
    const resident = app.bearing(answer.body.accessToken)
    await resident.get('/api/identity/accounts').expect(403, { code: 'not-allowed' })
    await resident.post(`${own}/cards`, { vouch: vouchOf(app, who, who.residentId) }).expect(403)
    await resident.get(`${own}/${who.residentId}/card`).expect(403)
  })

  it('comes in once by one note', async () => {
    const one = await recognised(aPhone())
    expect(String((await enter(one).expect(201)).headers['set-cookie'])).toContain('yiwang_arrival=;')
    await enter(one).expect(410, { code: 'note-over' })
  })

  it('comes in by it in no other browser than asked for the code', async () => {
    const [one, other] = [await recognised(aPhone()), await recognised(aPhone())]
    await enter({ note: one.note }).expect(410, { code: 'note-over' })
    await enter({ note: one.note, cookie: other.cookie }).expect(410, { code: 'note-over' })
    await enter(one).expect(201)
  })

  it('is let in by none that was written before they were erased, and is given no card by one', async () => {
    const who = somebody()
    const [one, vouch] = [await recognised(aPhone(), who), vouchOf(app, who)]
    await app.deliver('information-network.resident-erased', { residentId: who.residentId })
    await enter(one).expect(410, { code: 'note-over' })
    await app.as('worker').post(`${own}/cards`, { vouch }).expect(410, { code: 'note-over' })
    expect(await app.collection(residentAccountSchema).get(who.residentId)).toMatchObject({ name: '已删除', areas: [], erasedAt: expect.any(Date) })
  })

  it('does not come in by a note that is too old, altered, or of another kind', async () => {
    const { note, cookie } = await recognised(aPhone())
    await enter({ note: `${note.slice(0, -4)}AAAA`, cookie }).expect(410)
    await enter({ note: vouchOf(app, somebody()), cookie }).expect(410)
    await enter({ note: 'not a note', cookie }).expect(400, { errors: [{ field: 'recognition' }] })
    app.clock.advance(10 * MINUTE)
    await enter({ note, cookie }).expect(410, { code: 'note-over' })
  })

  it('stays a member of staff in the same browser', async () => {
    const { account } = await anAccount(app)
    const staff = tokenOf(await signIn(app, account))
    const resident = tokenOf(await enter(await recognised(aPhone())))
    const both = `${staff}; ${resident}`
    await app.anonymous().post('/api/identity/sessions/refresh', undefined, { cookie: both }).expect(201, { account: { account } })
    await refreshOwn(app, both).expect(201, { resident: { name: '王桂英' } })
  })
})

describe('a resident’s session', () => {
  it('goes on while it is refreshed, is over after half an hour of silence, and ends when signed out', async () => {
    const { code } = await aCard(app)
    const first = tokenOf(await byCard(app, code).expect(201))
    app.clock.advance(29 * MINUTE)
    const second = tokenOf(await refreshOwn(app, first).expect(201))
    app.clock.advance(30 * MINUTE)
    await refreshOwn(app, second).expect(401, { code: 'not-signed-in' })

    const other = await byCard(app, code).expect(201)
    const out = await app
      .anonymous()
      .delete(`${own}/sessions/current`, { cookie: tokenOf(other) })
      .expect(204)
    await app.bearing(other.body.accessToken).get('/api/identity/accounts').expect(401, { code: 'not-signed-in' })
    expect(cookieOf(out)).toMatch(/^yiwang_resident=; .*Path=\/api\/identity\/residents\/sessions/)
    await refreshOwn(app, tokenOf(other)).expect(401)
    await app.anonymous().delete(`${own}/sessions/current`).expect(204)
  })

  it('says where they live and how they are called now, once the register has told it', async () => {
    const { code, residentId } = await aCard(app)
    const token = tokenOf(await byCard(app, code).expect(201))
    const person = { name: '王桂英', phone: PHONE, address: '北街 1 号', tags: [], birthYear: 1942 }
    await app.deliver('information-network.resident-updated', { residentId, areaCode: OTHER_COMMUNITY, ...person })
    await app.deliver('information-network.resident-updated', { residentId: 'of whom identity knows nothing', areaCode: OTHER_COMMUNITY, ...person })
    await refreshOwn(app, token).expect(201, { resident: { areaCode: OTHER_COMMUNITY } })
    await app.as('worker').get(`${own}/of whom identity knows nothing/card`).expect(404)
  })
})

describe('a resident who is to be forgotten', () => {
  it('is out at once, has no card any more, and is found nowhere', async () => {
    const who = somebody({ name: '欧阳忘忧' })
    const { code } = await aCard(app, who)
    const session = await byCard(app, code).expect(201)
    await app.deliver('information-network.resident-erased', { residentId: who.residentId })
    await app.bearing(session.body.accessToken).get('/api/identity/accounts').expect(401, { code: 'not-signed-in' })
    await refreshOwn(app, tokenOf(session)).expect(401)
    await byCard(app, code).expect(401, { code: 'wrong-card' })
    await app.redeliverLast()
    const kept = await app.collection(residentAccountSchema).get(who.residentId)
    expect(JSON.stringify(kept)).not.toMatch(/欧阳|card|3206/)
  })
})

describe('a resident who died', () => {
  it('is nobody whom anybody signs in as', async () => {
    const who = somebody()
    const { code } = await aCard(app, who)
    const session = await byCard(app, code).expect(201)
    await app.deliver('information-network.resident-died', { residentId: who.residentId, areaCode: COMMUNITY, on: '2026-11-20' })
    await app.bearing(session.body.accessToken).get('/api/identity/accounts').expect(401, { code: 'not-signed-in' })
    await refreshOwn(app, tokenOf(session)).expect(401)
    await byCard(app, code).expect(401, { code: 'wrong-card' })
    await app.redeliverLast()
    // Who was taken for dead is given another card.
    await byCard(app, (await aCard(app, who)).code).expect(201)
    await app.deliver('information-network.resident-died', { residentId: 'of whom identity knows nothing', areaCode: COMMUNITY, on: '2026-11-20' })
  })
})

describe('a card from the counter', () => {
  it('is asked for a PIN of its own at the first use, and for that one ever after', async () => {
    const { code, card, residentId } = await aCard(app)
    expect(code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)
    expect(card).toMatchObject({ residentId, name: '王桂英', firstUse: true, issuedBy: { id: 'staff-worker' } })
    const look = () => stranger(app).post(`${own}/cards/look`, { code: code.toLowerCase().replaceAll('-', ' ') })

    await look().expect(201, { firstUse: true })
    await byCard(app, code, '123456').expect(400, { code: 'weak-pin', errors: [{ field: 'pin' }] })
    await byCard(app, code).expect(201, { resident: { id: residentId } })
    await look().expect(201, { firstUse: false })
    await byCard(app, code, '246813').expect(401, { code: 'wrong-card-pin', errors: [{ field: 'pin' }] })
    await byCard(app, code).expect(201)
    const shown = (await app.as('worker').get(`${own}/${residentId}/card`).expect(200)).body
    expect(shown).toMatchObject({ residentId, firstUse: false })
    expect(JSON.stringify(shown)).not.toContain(code)
    const kept = String(await app.kept())
    expect(kept).not.toContain(code.replaceAll('-', ''))
  })

  it('lets nobody in who is shut out at the same moment', async () => {
    const who = somebody()
    const { code, residentId } = await aCard(app, who)
    await byCard(app, code).expect(201)
    app.clock.advance(1000)
    const accounts = app.get(ResidentAccountsService)
    const looked = accounts.byCard.bind(accounts)
    const spy = jest.spyOn(accounts, 'byCard').mockImplementationOnce(async (...given) => {
      const account = await looked(...given)
      await app.as('worker').delete(`${own}/${residentId}/card`).expect(204)
      return account
    })
    await byCard(app, code).expect(401, { code: 'not-signed-in' })
    spy.mockRestore()
  })

  it('is one at a time; the next one, or whoever revokes it, shuts out whom it let in, with their token', async () => {
    const who = somebody()
    const first = await aCard(app, who)
    const session = await byCard(app, first.code).expect(201)
    const inside = () => app.bearing(session.body.accessToken).get('/api/identity/accounts')
    await inside().expect(403)
    app.clock.advance(1000)
    const second = await aCard(app, who)
    await byCard(app, first.code).expect(401, { code: 'wrong-card' })
    await inside().expect(401, { code: 'not-signed-in' })
    await refreshOwn(app, tokenOf(session)).expect(401)

    const next = tokenOf(await byCard(app, second.code, '246813').expect(201))
    app.clock.advance(1000)
    await app.as('worker').delete(`${own}/${who.residentId}/card`).expect(204)
    await app.as('worker').get(`${own}/${who.residentId}/card`).expect(404)
    await byCard(app, second.code, '246813').expect(401, { code: 'wrong-card' })
    await refreshOwn(app, next).expect(401)
  })

  it('that was never used is over after two weeks', async () => {
    const { code } = await aCard(app)
    app.clock.advance(14 * DAY)
    await byCard(app, code).expect(401, { code: 'wrong-card' })
  })

  it('is handed out only by whom the register vouched to, for people of their own area', async () => {
    const who = somebody()
    await app
      .as('worker')
      .post(`${own}/cards`, { vouch: vouchOf(app, who, 'somebody-else') })
      .expect(403, { code: 'not-allowed' })
    await app
      .as('operator')
      .post(`${own}/cards`, { vouch: vouchOf(app, who, 'staff-operator') })
      .expect(403)
    const far = app.as('worker', { area: FAR_COMMUNITY })
    await far.post(`${own}/cards`, { vouch: vouchOf(app, who) }).expect(404, { code: 'not-found' })
    await aCard(app, who)
    await far.get(`${own}/${who.residentId}/card`).expect(404)
    await far.delete(`${own}/${who.residentId}/card`).expect(404)
  })

  it('locks for a quarter of an hour after five wrong PINs in a row, each of many at the same moment counted', async () => {
    const { code } = await aCard(app)
    await byCard(app, code).expect(201)
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => byCard(app, code, `90817${n}`)))
    expect(answers.map(({ body }) => body.code).sort()).toEqual([...Array(3).fill('card-locked'), ...Array(5).fill('wrong-card-pin')])
    await byCard(app, code, PIN).expect(429, { code: 'card-locked' })
    app.clock.advance(15 * MINUTE)
    await byCard(app, code, PIN).expect(201)
  })

  it('of nobody is as wrong as any other', async () => {
    await byCard(app, 'AAAA-AAAA-AAAA-AAAA').expect(401, { code: 'wrong-card' })
    await byCard(app, 'x').expect(401, { code: 'wrong-card' })
    await stranger(app).post(`${own}/cards/look`, { code: 'AAAA-AAAA-AAAA-AAAA' }).expect(401, { code: 'wrong-card' })
  })
})

describe('the security log', () => {
  it('has who came in and how, who handed out a card, and wrong codes and PINs, with no number and no name', async () => {
    const who = somebody()
    const { code } = await aCard(app, who)
    await byCard(app, code).expect(201)
    await byCard(app, code, '246813').expect(401)
    await check(aPhone(), { code: '000000' }).expect(401)
    const { items } = (await app.as('auditor', { area: CITY }).get('/api/identity/security-log?limit=200').expect(200)).body
    const lines = items.map(({ what, outcome, account, subject, facts }: Record<string, unknown>) => ({ what, outcome, account, subject, facts }))
    const way = (value: string, code?: string) => [{ name: 'way', value }, ...(code ? [{ name: 'code', value: code }] : [])]
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ what: 'sign-in', outcome: 'done', account: who.residentId, facts: way('card') }),
        expect.objectContaining({ what: 'sign-in', outcome: 'refused', facts: way('card', 'wrong-card-pin') }),
        expect.objectContaining({ what: 'sign-in', outcome: 'refused', facts: way('phone', 'wrong-sign-in-code') }),
        expect.objectContaining({
          what: 'rights',
          outcome: 'done',
          account: 'staff-worker',
          subject: who.residentId,
          facts: [{ name: 'card', value: 'issued' }],
        }),
      ]),
    )
    expect(JSON.stringify(items)).not.toMatch(/王桂英|13\d{9}/)
  })
})

describe('messages', () => {
  it('are shown to the city’s admins where they go nowhere, to nobody else', async () => {
    await app.as('admin', { area: '320613000000' }).get('/api/identity/messages').expect(403)
    await app.as('operator').get('/api/identity/messages').expect(403)
    await app.as('admin').post('/api/identity/messages/refusals', { phone: PHONE, purpose: 'notice', refused: true }).expect(204)
    await app
      .as('admin')
      .post('/api/identity/messages/refusals', { phone: PHONE, purpose: 'code', refused: true })
      .expect(400, { errors: [{ field: 'purpose' }] })
  })

  it('are no more than an address may ask for in an hour, whatever numbers it has, and the auditors are told', async () => {
    // The door itself lets one address ask thirty times in ten minutes by the machine's clock: asked in six such spans.
    const from = '203.0.113.60'
    const asked = { from, door: `POST ${own}/codes` }
    const ask = (n: number) =>
      runInContext({ correlation: 'c', asked: { ...asked } }, () => app.get(CodesService).send(`1390000${1000 + n}`, 'zh-CN', 'a browser'))
    for (let n = 0; n < 60; n++) await ask(n)
    const other = app.anonymous({ from })
    // What is refused counts nothing of the telephone: five an hour are still its own.
    for (let n = 0; n < 5; n++) await other.post(`${own}/codes`, { phone: '13900009999' }).expect(429, { code: 'messages-spent' })
    await stranger(app).post(`${own}/codes`, { phone: '13900009999' }).expect(201)
    await app.sweep(SecurityAlarms)
    const { items } = (await app.as('auditor', { area: CITY }).get('/api/identity/security-alarms').expect(200)).body
    expect(items).toMatchObject([{ rule: 'messages-spent-at-address', address: from, count: 1 }])
    app.clock.advance(3600_000)
    await other.post(`${own}/codes`, { phone: '13900009999' }).expect(201)
  })

  it('are not sent and not shown unless the settings say so, and the page is told', async () => {
    await app.anonymous().get(`${own}/ways`).expect(200, { phone: true, card: true, province: false })
    await app.restart()
    await app.anonymous().get(`${own}/ways`).expect(200, { phone: false, card: true, province: false })
    await stranger(app).post(`${own}/codes`, { phone: PHONE }).expect(409, { code: 'codes-not-sent' })
    const { body } = await app.as('admin').get('/api/identity/messages').expect(200)
    expect(body).toEqual({ items: [], next: null })
  })
})
