import { CITY, type Client, COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, type ServicesUnderTest, startServices } from '@yiwang/testing'
import { IdentityModule } from '../../services/identity/src/identity.module'
import { EndProxies } from '../../services/identity/src/proxies/end-proxies.service'
import { InformationNetworkModule } from '../../services/information-network/src/information-network.module'
import { tokenOf } from '../identity/staff'
import { aResident, declareAreas } from '../information-network/start'

const own = '/api/identity/residents'
const family = `${own}/proxies`
const register = '/api/information-network'
const PIN = '135790'
const proposed = { field: 'address', value: '易家桥新村 3 号' }
const wanted = { relation: 'mother', may: ['see'], until: '2027-06-30' }

let app: ServicesUnderTest
let addresses = 0
/** Each time from an address of their own: what holds here holds against somebody with as many as they like. */
const somewhere = (): Client => {
  addresses += 1
  return app.anonymous({ from: `10.2.${addresses >> 8}.${addresses & 255}` })
}

/** Registered, with a card by which they come in. */
async function registered(given: object = {}) {
  const wanted = { ...aResident(), ...given }
  const worker = app.as('worker', { area: wanted.areaCode })
  const { id } = (await worker.post(`${register}/residents`, wanted).expect(201)).body
  const { vouch } = (await worker.post(`${register}/residents/${id}/vouch`).expect(201)).body
  const { code } = (await worker.post(`${own}/cards`, { vouch }).expect(201)).body
  return { ...wanted, id: id as string, card: code as string }
}
type Registered = Awaited<ReturnType<typeof registered>>

async function enter({ card }: Registered) {
  const answer = await somewhere().post(`${own}/sessions/card`, { code: card, pin: PIN }).expect(201)
  return { cookie: tokenOf(answer), at: app.bearing(answer.body.accessToken) }
}
async function somebody(given: object = {}) {
  const who = await registered(given)
  return { ...who, ...(await enter(who)) }
}
type Somebody = Awaited<ReturnType<typeof somebody>>

const aCode = async (who: Somebody): Promise<string> => (await who.at.post(`${family}/codes`).expect(201)).body.code
const name = (person: Somebody, code: string, more: object = {}) => person.at.post(family, { ...wanted, code, ...more })
const act = (cookie: string, proxyId?: string) => somewhere().post(`${own}/sessions/acting`, { proxyId }, { cookie })
const refresh = (cookie: string) => somewhere().post(`${own}/sessions/refresh`, undefined, { cookie })

/** A daughter who acts for her mother. */
async function acting(more: object = {}) {
  const [mother, daughter] = [await somebody({ name: '王秀英' }), await somebody({ name: '周丽', areaCode: OTHER_COMMUNITY })]
  const proxy = (await name(mother, await aCode(daughter), more).expect(201)).body
  const answer = await act(daughter.cookie, proxy.id).expect(201)
  return { mother, daughter, proxy, cookie: tokenOf(answer), at: app.bearing(answer.body.accessToken) }
}

beforeAll(async () => {
  app = await startServices({ 'information-network': InformationNetworkModule, identity: IdentityModule })
  app.clock.set('2026-12-01T09:00:00+08:00')
  await declareAreas(app)
})

describe('somebody who acted for another', () => {
  it('is out of that person’s at every door in the moment in which it is taken back, and comes in by it no more', async () => {
    const { mother, proxy, at, cookie } = await acting()
    await mother.at.delete(`${family}/${proxy.id}`).expect(204)
    for (const door of [family, `${register}/areas`]) await at.get(door).expect(401, { code: 'not-signed-in' })
    const back = await refresh(cookie).expect(201)
    expect(back.body).not.toHaveProperty('acting')
    await act(tokenOf(back), proxy.id).expect(404, { code: 'not-found' })
  })

  it('is out with the last second of the last day, whoever has noticed', async () => {
    const { mother, daughter } = await acting()
    const proxy = (await name(await somebody(), await aCode(await sameDaughter(daughter)), { until: '2026-12-01' }).expect(201)).body
    app.clock.set('2026-12-01T23:59:00+08:00')
    const { cookie } = await enter(daughter)
    const answer = await act(cookie, proxy.id).expect(201, { expiresIn: 59 })
    app.clock.set('2026-12-01T23:59:59+08:00')
    await app.bearing(answer.body.accessToken).get(family).expect(401)
    const back = await refresh(tokenOf(answer)).expect(201)
    expect(back.body).not.toHaveProperty('acting')
    await app.sweep(EndProxies)
    expect(mother.id).not.toBe(daughter.id)
    app.clock.set('2026-12-01T09:00:00+08:00')
  })

  /** She is out of what she had chosen, and comes in anew. */
  const sameDaughter = async (daughter: Somebody): Promise<Somebody> => ({ ...daughter, ...(await enter(daughter)) })
})

describe('somebody who acts for another', () => {
  it('sees what is that person’s and may be seen, and does no more of it than was agreed', async () => {
    const { mother, daughter, at } = await acting()
    expect((await at.get(`${register}/own`).expect(200)).body).toMatchObject({ name: '王秀英' })
    await at.post(`${register}/own/corrections`, proposed).expect(403, { code: 'not-allowed' })
    expect((await mother.at.get(`${register}/own/corrections`).expect(200)).body.items).toEqual([])
    const auditor = app.as('auditor', { area: CITY })
    const { items } = (await auditor.get(`${register}/security-log?what=refused&account=${daughter.id}`).expect(200)).body
    expect(items).toMatchObject([
      { account: daughter.id, subject: mother.id, facts: expect.arrayContaining([{ name: 'code', value: 'not-allowed' }]) },
    ])
    const hers = await acting({ may: ['report'] })
    for (const door of ['own', 'own/timeline', 'own/corrections']) await hers.at.get(`${register}/${door}`).expect(403)
  })

  it('finds nothing again for themselves that they did for that person', async () => {
    const { mother, at, cookie } = await acting({ may: ['see', 'propose'] })
    const propose = (by: Client) => by.post(`${register}/own/corrections`, proposed, { 'idempotency-key': 'one' }).expect(201)
    const { id } = (await propose(at)).body
    expect((await propose(at)).body.id).toBe(id)
    expect((await mother.at.get(`${register}/own/corrections`).expect(200)).body.items.map((one: { id: string }) => one.id)).toEqual([id])
    const back = await act(cookie).expect(201)
    const herself = app.bearing(back.body.accessToken)
    expect((await propose(herself)).body.id).not.toBe(id)
  })

  it('names nobody in that person’s place, sees nobody who acts for them, and ends nothing of theirs', async () => {
    const { mother, proxy, at } = await acting({ may: ['see', 'propose', 'report'] })
    const friend = await somebody()
    await at.get(family).expect(403, { code: 'not-allowed' })
    await at.post(family, { ...wanted, code: await aCode(friend) }).expect(403)
    await at.post(`${family}/codes`).expect(403)
    await at.post(`${family}/codes/look`, { code: await aCode(friend) }).expect(403)
    await at.delete(`${family}/${proxy.id}`).expect(403)
    expect((await mother.at.get(family).expect(200)).body.proxies).toHaveLength(1)
  })

  it('does not act for those for whom that person acts', async () => {
    const { mother, cookie } = await acting()
    const grandmother = await somebody()
    const hers = (await name(grandmother, await aCode(mother)).expect(201)).body
    await act(cookie, hers.id).expect(404, { code: 'not-found', errors: [{ field: 'proxyId' }] })
    await act(mother.cookie, hers.id).expect(201)
  })

  it('is a resident still, who may nothing of staff’s and nothing of a terminal’s', async () => {
    const { mother, at } = await acting({ may: ['see', 'propose', 'report'] })
    for (const door of [`${register}/residents/${mother.id}`, `${own}/${mother.id}/proxies`, `${own}/${mother.id}/card`])
      await at.get(door).expect(403, { code: 'not-allowed' })
    await at.post(`${register}/residents/presented`, { identityNumber: mother.identityNumber, name: mother.name }).expect(403)
  })
})

describe('somebody who has no part in it', () => {
  it('neither begins by an agreement of others nor ends it, and hears what they would hear of none', async () => {
    const { proxy } = await acting()
    const other = await somebody()
    const none = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
    const alike = async (ask: (id: string) => PromiseLike<{ status: number; body: object }>) => {
      const [theirs, nobodys] = [await ask(proxy.id), await ask(none)]
      expect(theirs.status).toBe(404)
      expect([theirs.status, { ...theirs.body, correlation: 0 }]).toEqual([nobodys.status, { ...nobodys.body, correlation: 0 }])
    }
    await alike((id) => act(other.cookie, id))
    await alike((id) => other.at.delete(`${family}/${id}`))
    const { id } = await registered({ areaCode: FAR_COMMUNITY })
    await alike((proxyId) => app.as('worker', { area: COMMUNITY }).delete(`${own}/${id}/proxies/${proxyId}`))
  })

  it('uses no code that was used: not another, and not the same person for another', async () => {
    const [mother, daughter, thief] = [await somebody(), await somebody(), await somebody()]
    const code = await aCode(daughter)
    await name(mother, code).expect(201)
    await thief.at.post(`${family}/codes/look`, { code }).expect(404, { code: 'wrong-family-code' })
    await name(thief, code).expect(404, { code: 'wrong-family-code' })
    await name(daughter, await aCode(daughter)).expect(400, { code: 'proxy-of-oneself' })
  })

  it('of two who use one code at the same moment one is refused', async () => {
    const [mother, father, daughter] = [await somebody(), await somebody(), await somebody()]
    const code = await aCode(daughter)
    const answers = await Promise.all([name(mother, code), name(father, code)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404])
  })

  it('guesses ten codes in an hour, however they go about it, and learns of none whose it is', async () => {
    const [thief, daughter] = [await somebody(), await somebody({ name: '周丽' })]
    const right = await aCode(daughter)
    const guess = (n: number) => `AAAA-AA${String(n).padStart(2, '2')}`
    const looks = await Promise.all(Array.from({ length: 6 }, (_, n) => thief.at.post(`${family}/codes/look`, { code: guess(n) })))
    const tries = await Promise.all(Array.from({ length: 6 }, (_, n) => name(thief, guess(n))))
    expect([...looks, ...tries].map(({ body }) => body.code).sort()).toEqual([
      ...Array(2).fill('budget-spent'),
      ...Array(10).fill('wrong-family-code'),
    ])
    await thief.at.post(`${family}/codes/look`, { code: right }).expect(429, { code: 'budget-spent' })
    expect(JSON.stringify([...looks, ...tries].map(({ body }) => body))).not.toContain('周')
  })

  it('gets nowhere with a token of staff’s, nor as a resident at the counter’s doors', async () => {
    for (const role of ['worker', 'operator', 'admin', 'terminal'] as const) await app.as(role, { area: CITY }).get(family).expect(403)
    const { at, id, name: called, identityNumber } = await somebody()
    await at.post(`${register}/residents/presented`, { identityNumber, name: called }).expect(403)
    await at.get(`${own}/${id}/proxies`).expect(403)
    await at.post(`${family}/recorded`, {}).expect(403)
  })
})

describe('at a counter', () => {
  const worker = () => app.as('worker')
  const vouchOf = async ({ id }: Registered) => (await worker().post(`${register}/residents/${id}/vouch`).expect(201)).body.vouch
  const presentedOf = async ({ identityNumber, name }: Registered, who = worker()) =>
    (await who.post(`${register}/residents/presented`, { identityNumber, name }).expect(201)).body.presented

  it('somebody stands with both cards whom the register knows, of whom one lives anywhere; the resident’s timeline says so, and says when it ends', async () => {
    const [mother, daughter] = [await registered({ name: '王秀英' }), await registered({ name: '周丽', areaCode: FAR_COMMUNITY })]
    const body = { ...wanted, person: await vouchOf(mother), acting: await presentedOf(daughter) }
    const recorded = (await worker().post(`${family}/recorded`, body).expect(201)).body
    const { cookie } = await enter(daughter)
    await act(cookie, recorded.id).expect(201, { acting: { name: '王秀英' } })
    await worker().delete(`${own}/${mother.id}/proxies/${recorded.id}`).expect(204)
    await app.settled()
    const lived = (await app.as('admin').get(`${register}/residents/${mother.id}/timeline`).expect(200)).body.items
    expect(lived.map(({ summary }: { summary: string }) => summary)).toEqual(['已登记为社区居民', '已委托家人代办', '家人代办委托已终止'])
    const hers = (await app.as('admin', { area: CITY }).get(`${register}/residents/${daughter.id}/timeline`).expect(200)).body.items
    expect(hers).toHaveLength(1)
  })

  it('a worker cannot turn what one note says into another, nor use a colleague’s', async () => {
    const [mother, daughter] = [await registered(), await registered()]
    const [person, acting] = [await vouchOf(mother), await presentedOf(daughter)]
    const record = (body: object) => worker().post(`${family}/recorded`, { ...wanted, ...body })
    await record({ person: acting, acting: person }).expect(410, { code: 'note-over' })
    await record({ person, acting: await vouchOf(daughter) }).expect(410)
    await record({ person, acting: await presentedOf(daughter, app.as('worker', { id: 'colleague' })) }).expect(403)
    await worker().post(`${own}/cards`, { vouch: acting }).expect(410)
  })
})
