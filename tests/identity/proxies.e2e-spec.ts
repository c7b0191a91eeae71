import { Recognitions } from '@yiwang/people'
import { CITY, COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import { EndProxies } from '../../services/identity/src/proxies/end-proxies.service'
import { ProxiesService } from '../../services/identity/src/proxies/proxies.service'
import type { FamilyProxy } from '../../services/identity/src/proxies/proxy'
import { proxySchema } from '../../services/identity/src/proxies/proxy.schema'
import { aCard, byCard, own, refreshOwn, somebody, startWithMessages, stranger, vouchOf } from './residents'
import { tokenOf } from './staff'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const family = `${own}/proxies`
const recorded = `${family}/recorded`
const wanted = { relation: 'mother', may: ['see', 'report'], until: '2027-06-30' }

let app: ServicesUnderTest

beforeAll(async () => {
  app = await startWithMessages()
})

type Resident = Awaited<ReturnType<typeof signedIn>>

/** Somebody who came in by a card. */
async function signedIn(given: object = {}) {
  const who = somebody(given)
  const { code } = await aCard(app, who, app.as('worker', { area: who.areaCode }))
  const answer = await byCard(app, code).expect(201)
  return { ...who, at: app.bearing(answer.body.accessToken), cookie: tokenOf(answer), card: code }
}

const aCode = async (who: Resident): Promise<string> => (await who.at.post(`${family}/codes`).expect(201)).body.code
const named = async (person: Resident, acting: Resident, more: object = {}) =>
  (await person.at.post(family, { ...wanted, ...more, code: await aCode(acting) }).expect(201)).body
const act = (cookie: string, proxyId?: string) => stranger(app).post(`${own}/sessions/acting`, { proxyId }, { cookie })
const claimsOf = (accessToken: string) => JSON.parse(String(Buffer.from(accessToken.split('.')[1], 'base64url')))
const listOf = async (who: Resident) => (await who.at.get(family).expect(200)).body.proxies
/** Whether a token opens anything: no resident may this, and whose session is over is asked before. */
const isShut = async (at: Resident['at']) => (await at.get('/api/identity/accounts')).status === 401

/** A mother, and a daughter who acts for her. */
async function aFamily(more: object = {}) {
  const mother = await signedIn({ name: '王秀英' })
  const daughter = await signedIn({ name: '周丽', areaCode: OTHER_COMMUNITY })
  return { mother, daughter, proxy: await named(mother, daughter, more) }
}

/** The same, and she does now. */
async function acting(more: object = {}) {
  const { mother, daughter, proxy } = await aFamily(more)
  const answer = await act(daughter.cookie, proxy.id).expect(201)
  return { mother, daughter, proxy, answer, cookie: tokenOf(answer), at: app.bearing(answer.body.accessToken) }
}

const presentedOf = (who: ReturnType<typeof somebody>, by = 'staff-worker') => app.get(Recognitions).writePresented({ ...who, by })
const record = (person: ReturnType<typeof somebody>, who: ReturnType<typeof somebody>, more: object = {}) =>
  app.as('worker').post(recorded, { ...wanted, person: vouchOf(app, person), acting: presentedOf(who), ...more })

describe('somebody who is to act for a parent', () => {
  it('shows a code, and the parent names them by it; both see what was agreed', async () => {
    const mother = await signedIn({ name: '王秀英' })
    const daughter = await signedIn({ name: '周美丽' })
    const { code, until } = (await daughter.at.post(`${family}/codes`).expect(201)).body
    expect([code, until]).toEqual([expect.stringMatching(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/), '2026-12-01T01:10:00.000Z'])
    await mother.at.post(`${family}/codes/look`, { code: code.toLowerCase() }).expect(201, { name: '周**' })
    const agreed = (await mother.at.post(family, { ...wanted, code }).expect(201)).body
    const same = { id: agreed.id, state: 'agreed', relation: 'mother', may: ['see', 'report'], until: '2027-06-30T15:59:59.000Z', atCounter: false }
    expect(agreed).toMatchObject({ ...same, as: 'person', name: '周美丽' })
    expect(await listOf(mother)).toMatchObject([agreed])
    expect(await listOf(daughter)).toMatchObject([{ ...same, as: 'proxy', name: '王秀英' }])
    expect(String(await app.kept())).not.toContain(code.replace('-', ''))
    const [told] = app.events().filter(({ type, subject }) => type === 'identity.proxy-agreed' && subject === agreed.id)
    expect([told.actorId, told.actorRole, told.data]).toEqual([mother.residentId, 'resident', expect.not.stringMatching(/王秀英|周美丽/)])
  })

  it('is asked for twice by a line that broke, and agreed once', async () => {
    const [mother, daughter] = [await signedIn(), await signedIn()]
    const code = await aCode(daughter)
    const once = () => mother.at.post(family, { ...wanted, code }, { 'idempotency-key': 'once' }).expect(201)
    expect((await once()).body).toEqual((await once()).body)
    expect(await listOf(mother)).toHaveLength(1)
  })

  it.each([
    ['relation', { relation: 'neighbour' }, 'invalid-input'],
    ['may', { may: ['see', 'looks'] }, 'invalid-input'],
    ['may', { may: [] }, 'proxy-for-nothing'],
    ['until', { until: '2027-12-02' }, 'proxy-until'],
    ['until', { until: '2026-11-30' }, 'proxy-until'],
    ['until', { until: 'for ever' }, 'invalid-input'],
    ['code', { code: 'AAAA-AAAA' }, 'wrong-family-code'],
  ])('is told what is wrong with %s', async (field, more, code) => {
    const [mother, daughter] = [await signedIn(), await signedIn()]
    const answer = await mother.at.post(family, { ...wanted, code: await aCode(daughter), ...more })
    expect([answer.status, answer.body.code, answer.body.errors?.[0].field]).toEqual([code === 'wrong-family-code' ? 404 : 400, code, field])
  })

  it('is one of so many at most, and acts for so many', async () => {
    const [mother, child] = [await signedIn(), await signedIn()]
    for (let n = 0; n < 4; n++) await named(mother, await signedIn())
    await mother.at.post(family, { ...wanted, code: await aCode(child) }).expect(409, { code: 'too-many-proxies' })
    for (let n = 0; n < 6; n++) await named(await signedIn(), child)
    const other = await signedIn()
    await other.at.post(family, { ...wanted, code: await aCode(child) }).expect(409, { code: 'too-many-persons' })
  })

  it('has one agreement with them at a time, and another once that one has ended', async () => {
    const { mother, daughter, proxy } = await aFamily()
    await mother.at.post(family, { ...wanted, code: await aCode(daughter) }).expect(409, { code: 'proxy-exists' })
    await mother.at.delete(`${family}/${proxy.id}`).expect(204)
    // The latest is known by its time.
    app.clock.advance(1)
    await named(mother, daughter, { may: ['propose'] })
    expect((await listOf(daughter)).map(({ state, ended }: Record<string, unknown>) => [state, ended])).toEqual([
      ['agreed', undefined],
      ['ended', 'by-person'],
    ])
  })
})

describe('whoever acts for another', () => {
  it('chooses for whom, has a token of that person’s that names themselves, and goes back', async () => {
    const { mother, daughter, proxy, answer, cookie } = await acting()
    expect(answer.body).toMatchObject({
      expiresIn: 900,
      resident: { id: daughter.residentId, name: '周丽', areaCode: OTHER_COMMUNITY },
      acting: { proxyId: proxy.id, name: '王秀英', relation: 'mother', may: ['see', 'report'] },
    })
    expect(claimsOf(answer.body.accessToken)).toMatchObject({
      sub: daughter.residentId,
      name: '周丽',
      role: 'resident',
      residentId: mother.residentId,
      areaCode: COMMUNITY,
      proxy: { id: proxy.id, may: ['see', 'report'] },
    })
    expect(await isShut(daughter.at)).toBe(true)
    const refreshed = await refreshOwn(app, cookie).expect(201)
    expect(refreshed.body.acting).toEqual(answer.body.acting)
    const back = await act(tokenOf(refreshed)).expect(201)
    expect(back.body).not.toHaveProperty('acting')
    expect(claimsOf(back.body.accessToken)).toMatchObject({ residentId: daughter.residentId })
    expect(claimsOf(back.body.accessToken)).not.toHaveProperty('proxy')
    expect(await isShut(app.bearing(refreshed.body.accessToken))).toBe(true)
    await refreshOwn(app, tokenOf(back)).expect(201, { resident: { id: daughter.residentId } })
  })

  it('begins as themselves at the next sign-in', async () => {
    const { daughter } = await acting()
    expect((await byCard(app, daughter.card).expect(201)).body).not.toHaveProperty('acting')
  })

  it('does it where the person lives now', async () => {
    const { mother, cookie } = await acting()
    const person = { name: '王秀英', phone: '13800138000', address: '北街 1 号', tags: [], birthYear: 1942 }
    await app.deliver('information-network.resident-updated', { residentId: mother.residentId, areaCode: OTHER_COMMUNITY, ...person })
    expect(claimsOf((await refreshOwn(app, cookie).expect(201)).body.accessToken).areaCode).toBe(OTHER_COMMUNITY)
  })
})

describe('what was agreed', () => {
  const isThemselvesAgain = async (cookie: string) => {
    const { body } = await refreshOwn(app, cookie).expect(201)
    expect(body).not.toHaveProperty('acting')
    expect(claimsOf(body.accessToken)).not.toHaveProperty('proxy')
  }

  it('is ended by the person, and whoever acts is shut out in that moment', async () => {
    const { mother, proxy, cookie, at } = await acting()
    expect(await isShut(at)).toBe(false)
    await mother.at.delete(`${family}/${proxy.id}`).expect(204)
    expect(await isShut(at)).toBe(true)
    await isThemselvesAgain(cookie)
    await mother.at.delete(`${family}/${proxy.id}`).expect(204)
    const ended = app.events().filter(({ type, subject }) => type === 'identity.proxy-ended' && subject === proxy.id)
    expect(ended.map(({ data }) => JSON.parse(data).why)).toEqual(['by-person'])
  })

  it('is ended by whoever acts, once they act for themselves', async () => {
    const { daughter, proxy, cookie } = await acting()
    const back = await act(cookie).expect(201)
    await app.bearing(back.body.accessToken).delete(`${family}/${proxy.id}`).expect(204)
    await act(tokenOf(back), proxy.id).expect(404, { code: 'not-found', errors: [{ field: 'proxyId' }] })
    expect((await app.collection<FamilyProxy>(proxySchema).get(proxy.id))?.ended).toBe('by-proxy')
    expect(daughter.residentId).toBeDefined()
  })

  it('is over when its last day is: no token is good longer, nobody comes in by it, and everyone is told', async () => {
    const { daughter, proxy } = await aFamily({ until: '2026-12-01' })
    app.clock.set('2026-12-01T23:50:00+08:00')
    const { code } = await aCard(app, daughter, app.as('worker', { area: OTHER_COMMUNITY }))
    const again = tokenOf(await byCard(app, code).expect(201))
    const answer = await act(again, proxy.id).expect(201, { expiresIn: 599 })
    const at = app.bearing(answer.body.accessToken)
    expect(await isShut(at)).toBe(false)
    app.clock.advance(10 * MINUTE)
    expect(await isShut(at)).toBe(true)
    const back = await refreshOwn(app, tokenOf(answer)).expect(201)
    expect(back.body).not.toHaveProperty('acting')
    await act(tokenOf(back), proxy.id).expect(404)
    await app.sweep(EndProxies)
    expect(await app.collection<FamilyProxy>(proxySchema).get(proxy.id)).toMatchObject({ state: 'ended', ended: 'over' })
    app.clock.set('2026-12-01T09:00:00+08:00')
  })

  it.each(['mother', 'daughter'] as const)('ends where the %s is forgotten, and says nothing more of what they were to each other', async (which) => {
    const { proxy, at, cookie, ...both } = await acting()
    await app.deliver('information-network.resident-erased', { residentId: both[which].residentId })
    expect(await isShut(at)).toBe(true)
    const kept = await app.collection<FamilyProxy>(proxySchema).get(proxy.id)
    expect(kept).toMatchObject({ state: 'ended', ended: 'forgotten' })
    expect(kept?.relation).toBeUndefined()
    if (which === 'mother') await isThemselvesAgain(cookie)
    else await refreshOwn(app, cookie).expect(401)
    if (which === 'daughter') expect((await listOf(both.mother))[0]).not.toHaveProperty('name')
    await app.redeliverLast()
  })

  it('is not begun by somebody who chooses it in the moment in which it ends', async () => {
    const { mother, daughter, proxy } = await aFamily()
    const proxies = app.get(ProxiesService)
    const looked = proxies.inForce.bind(proxies)
    const spy = jest.spyOn(proxies, 'inForce').mockImplementationOnce(async (...given) => {
      const found = await looked(...given)
      await mother.at.delete(`${family}/${proxy.id}`).expect(204)
      return found
    })
    const { body } = await act(daughter.cookie, proxy.id).expect(201)
    spy.mockRestore()
    expect(body).not.toHaveProperty('acting')
    expect(claimsOf(body.accessToken)).toMatchObject({ residentId: daughter.residentId })
  })
})

describe('at a counter', () => {
  it('a worker writes down what both agree who stand there with their cards, though neither ever signed in', async () => {
    const [mother, daughter] = [somebody({ name: '王秀英' }), somebody({ name: '周丽', areaCode: FAR_COMMUNITY })]
    const { body } = await record(mother, daughter).expect(201)
    expect(body).toMatchObject({ state: 'agreed', name: '周*', may: ['see', 'report'], recordedBy: { id: 'staff-worker' } })
    const of = `${own}/${mother.residentId}/proxies`
    await app
      .as('worker')
      .get(of)
      .expect(200, { proxies: [body] })
    const { code } = await aCard(app, daughter, app.as('worker', { area: FAR_COMMUNITY, id: 'staff-worker' }))
    const session = await byCard(app, code).expect(201)
    const answer = await act(tokenOf(session), body.id).expect(201, { acting: { name: '王秀英' } })
    expect((await app.bearing(answer.body.accessToken).get(family)).status).toBe(403)
    const at = app.bearing(answer.body.accessToken)
    await app.as('worker').delete(`${of}/${body.id}`).expect(204)
    expect(await isShut(at)).toBe(true)
    const { proxies } = (await app.as('worker').get(of).expect(200)).body
    expect(proxies).toMatchObject([{ state: 'ended', ended: 'by-staff' }])
  })

  it('the same is asked for again under its key, and is there once', async () => {
    const [mother, daughter] = [somebody(), somebody()]
    const body = { ...wanted, person: vouchOf(app, mother), acting: presentedOf(daughter) }
    const once = () => app.as('worker').post(recorded, body, { 'idempotency-key': 'counter' }).expect(201)
    expect((await once()).body.id).toBe((await once()).body.id)
    await record(mother, daughter).expect(409, { code: 'proxy-exists' })
  })

  it('nobody writes down alone what they themselves may, or who acts for them', async () => {
    const [mother, daughter] = [somebody({ name: '王秀英' }), somebody({ name: '周丽' })]
    const body = () => ({ ...wanted, person: vouchOf(app, mother), acting: presentedOf(daughter) })
    for (const name of ['周丽', '王秀英']) await app.as('worker', { name }).post(recorded, body()).expect(403, { code: 'needs-another-person' })
    await app.as('worker', { name: '李敏' }).post(recorded, body()).expect(201)
  })

  it('it takes the register’s notes, to this worker, of somebody of their area; of others nothing is kept', async () => {
    const [mother, daughter] = [somebody({ name: '欧阳无名' }), somebody({ name: '司徒无名' })]
    await record(mother, daughter, { person: vouchOf(app, mother, 'colleague') }).expect(403, { code: 'not-allowed' })
    await record(mother, daughter, { acting: presentedOf(daughter, 'colleague') }).expect(403)
    await record(mother, daughter, { acting: vouchOf(app, daughter) }).expect(410, { code: 'note-over' })
    await record(mother, daughter, { person: presentedOf(mother) }).expect(410)
    const body = { ...wanted, person: vouchOf(app, mother), acting: presentedOf(daughter) }
    await app
      .as('worker', { area: FAR_COMMUNITY })
      .post(recorded, body)
      .expect(404, { code: 'not-found', errors: [{ field: 'person' }] })
    await app.as('operator').post(recorded, body).expect(403)
    expect(String(await app.kept())).not.toMatch(/欧阳无名|司徒无名/)
    await record(mother, daughter).expect(201)
    const far = app.as('worker', { area: FAR_COMMUNITY })
    await far.get(`${own}/${mother.residentId}/proxies`).expect(404)
  })
})

describe('the security log', () => {
  it('has who agreed, recorded, chose and ended, and wrong codes, in ids alone', async () => {
    const { mother, daughter, proxy } = await acting()
    await mother.at.post(`${family}/codes/look`, { code: 'AAAA-AAAA' }).expect(404)
    await mother.at.delete(`${family}/${proxy.id}`).expect(204)
    const { items } = (await app.as('auditor', { area: CITY }).get('/api/identity/security-log?what=proxy&limit=200').expect(200)).body
    const lines = items.map(({ outcome, account, subject, facts }: Record<string, unknown>) => [outcome, account, subject, facts])
    const step = (value: string) => [
      { name: 'proxy', value: proxy.id },
      { name: 'step', value },
    ]
    expect(lines).toEqual(
      expect.arrayContaining([
        ['done', mother.residentId, mother.residentId, step('agreed')],
        ['done', daughter.residentId, mother.residentId, step('chosen')],
        ['done', mother.residentId, mother.residentId, step('ended')],
        ['refused', mother.residentId, undefined, [{ name: 'code', value: 'wrong-family-code' }]],
      ]),
    )
    expect(JSON.stringify(items)).not.toMatch(/王秀英|周丽/)
  })
})

describe('a code', () => {
  it('is over after ten minutes, and where the next one was shown', async () => {
    const [mother, daughter] = [await signedIn(), await signedIn()]
    const first = await aCode(daughter)
    const second = await aCode(daughter)
    const look = (code: string) => mother.at.post(`${family}/codes/look`, { code })
    await look(first).expect(404, { code: 'wrong-family-code' })
    await look(second).expect(201)
    app.clock.advance(10 * MINUTE)
    await look(second).expect(404)
    app.clock.advance(DAY)
    await app.sweep(ProxiesService)
  })
})
