import type { AddressInfo } from 'node:net'
import { EndedSessionsNews } from '@yiwang/platform'
import { type Answer, CITY, type Client, COMMUNITY, onDistributedRow, ServicesUnderTest } from '@yiwang/testing'
import { HotlineModule } from '../../services/hotline/src'
import type { Account } from '../../services/identity/src/accounts/account'
import { accountSchema } from '../../services/identity/src/accounts/account.schema'
import { clientSchema } from '../../services/identity/src/clients/client.schema'
import { clientUseSchema } from '../../services/identity/src/clients/client-use.schema'
import { aClient, askToken, basic, byForm, clients, encoded, tokenFor } from '../identity/clients'
import { aFirstAdmin, anAccount, startIdentity } from '../identity/staff'

const tickets = '/api/hotline/tickets'
const aTicket = { reporter: { name: '钱桂英', phone: '13912345670' }, areaCode: COMMUNITY, description: '路灯坏了', urgency: 'ordinary' }

/** Identity and the hotline as processes of their own, as a program of the city meets them. */
let identity: ServicesUnderTest
let hotline: ServicesUnderTest

beforeAll(async () => {
  identity = await startIdentity()
  await identity.nest.listen(0, '127.0.0.1')
  const identityUrl = `http://127.0.0.1:${(identity.nest.getHttpServer().address() as AddressInfo).port}`
  const shared = onDistributedRow ? { directory: identity.directory, dataKey: identity.dataKey } : {}
  hotline = await new ServicesUnderTest({ hotline: HotlineModule }, { ...shared, identityUrl }).start()
  await hotline.knowAreas()
}, 60_000)
afterAll(() => (onDistributedRow ? hotline.stop() : hotline.close()))

/** Between two processes on one Redis news take a moment; without one, what is asked is asked of identity. */
async function isShutOut(ask: () => PromiseLike<{ status: number }>): Promise<void> {
  if (!onDistributedRow) await hotline.sweep(EndedSessionsNews)
  while ((await ask()).status !== 401) {
    if (!onDistributedRow) throw new Error('the door was open')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

const idOf = (client: Client) => JSON.parse(Buffer.from(client.bearer.split('.')[1], 'base64url').toString()).sub as string

let addresses = 0
/** Where nobody has asked from yet. */
const somewhere = () => ({ from: `10.9.${++addresses >> 8}.${addresses & 255}` })
const alike = ({ status, body, headers }: Answer) => ({ status, body, challenge: headers['www-authenticate'] })
const logOf = async (what: string, id: string) =>
  (await identity.as('auditor').get(`/api/identity/security-log?what=${what}&account=${id}`).expect(200)).body.items

describe('somebody who has a token of a program, or what is left of one', () => {
  it('has nothing any more once the program is disabled, may less, asks from elsewhere or has another secret: at once, in every service', async () => {
    const admin = identity.as('admin')
    const changes = [{ disabled: true }, { scopes: [] }, { perMinute: 61 }, { addresses: ['10.0.0.0/8'] }, { until: '2099-12-31' }]
    const shut = [
      ...changes.map((change) => (id: string) => admin.patch(`${clients}/${id}`, change)),
      (id: string) => admin.post(`${clients}/${id}/secrets`, {}),
      async (id: string, secret: string) => admin.delete(`${clients}/${id}/secrets/${secret}`),
    ]
    for (const change of shut) {
      const [mine, theirs] = [await aClient(identity), await aClient(identity)]
      const [one, other] = [await tokenFor(identity, mine), await tokenFor(identity, theirs)]
      for (const token of [one, other]) await hotline.bearing(token).post(tickets, aTicket).expect(201)
      expect((await change(mine.id, mine.secrets[0].id)).status).toBeLessThan(300)
      await isShutOut(() => hotline.bearing(one).post(tickets, aTicket))
      await hotline.bearing(other).post(tickets, aTicket).expect(201)
    }
  })

  it('keeps it where a secret is put in place of another in good order, until that is withdrawn', async () => {
    const client = await aClient(identity)
    const token = await tokenFor(identity, client)
    const formerUntil = new Date(identity.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10)
    const { secret } = (await identity.as('admin').post(`${clients}/${client.id}/secrets`, { formerUntil }).expect(201)).body
    const next = await tokenFor(identity, { id: client.id, secret })
    for (const one of [token, next]) await hotline.bearing(one).post(tickets, aTicket).expect(201)
    await identity.as('admin').delete(`${clients}/${client.id}/secrets/${client.secrets[0].id}`).expect(200)
    await isShutOut(() => hotline.bearing(token).post(tickets, aTicket))
    await hotline.bearing(next).post(tickets, aTicket).expect(201)
    await byForm(identity, client, {}, somewhere()).expect(401)
  })

  it('does by it what it was granted, in its area, and nothing else', async () => {
    const token = await tokenFor(identity, await aClient(identity, { areaCode: COMMUNITY }))
    const program = hotline.bearing(token)
    const { body } = await program.post(tickets, aTicket).expect(201, { reporter: { phone: '********670' } })
    expect(body.code).toMatch(/^\d{8}$/)
    await program.post(tickets, { ...aTicket, areaCode: '320612001001' }).expect(404)
    for (const [method, path] of [
      ['GET', tickets],
      ['GET', `${tickets}/${body.id}`],
      ['POST', `${tickets}/${body.id}/reveal`],
      ['GET', '/api/hotline/callers?phone=13912345670'],
      ['POST', `${tickets}/${body.id}/answer`],
    ] as const)
      await program.send(method, path).expect(403, { code: 'not-allowed' })
    await identity.bearing(token).get('/api/identity/accounts').expect(403)
    await identity.bearing(token).get('/api/identity/me').expect(403)
  })

  it('gets nowhere with it from elsewhere than it was said to be used', async () => {
    const client = await aClient(identity, { addresses: ['10.20.0.0/16'] })
    const from = { from: '10.20.0.7' }
    const { access_token } = (await byForm(identity, client, {}, from).expect(200)).body
    const asFrom = (address: string) => hotline.anonymous({ from: address }).post(tickets, aTicket, { authorization: `Bearer ${access_token}` })
    await asFrom('10.20.0.8').expect(201)
    await asFrom('203.0.113.5').expect(403, { code: 'other-address' })
    // Nor with the secret: it is told as little as whoever has none.
    expect(alike(await byForm(identity, client, {}, { from: '203.0.113.5' }))).toEqual(
      alike(await byForm(identity, { ...client, secret: 'none' }, {}, { from: '203.0.113.6' })),
    )
  })

  it('does no more by it than the program may, however many tokens it takes; others are not held up', async () => {
    const client = await aClient(identity, { perMinute: 5 })
    const ask = async () => hotline.bearing(await tokenFor(identity, client)).post(tickets, aTicket)
    const answers = await Promise.all(Array.from({ length: 8 }, ask))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5)
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(3)
    for (const { body, headers } of refused) expect([body.code, Number(headers['retry-after']) > 0]).toEqual(['budget-spent', true])
    await hotline
      .bearing(await tokenFor(identity, await aClient(identity)))
      .post(tickets, aTicket)
      .expect(201)
    await hotline.as('operator').post(tickets, aTicket).expect(201)
    // Noted once for the minute, by the program.
    const noted = (await hotline.as('auditor').get(`/api/hotline/security-log?what=refused&account=${client.id}`).expect(200)).body.items
    expect(noted).toMatchObject([{ count: 3, role: 'gateway', facts: [{ name: 'code', value: 'budget-spent' }, { name: 'door' }] }])
  })
})

describe('somebody who wants a token', () => {
  it('is not given one for another’s secret, nor for more than was granted', async () => {
    const [mine, theirs] = [await aClient(identity), await aClient(identity, { scopes: ['areas.read'] })]
    await byForm(identity, { id: mine.id, secret: theirs.secret }).expect(401, { error: 'invalid_client' })
    await askToken(identity, { client_id: mine.id }, basic(theirs.id, theirs.secret)).expect(400, { error: 'invalid_request' })
    for (const scope of ['tickets.record', 'areas.read tickets.record', 'accounts.manage', 'areas.read\ttickets.record'])
      expect((await byForm(identity, theirs, { scope })).body.error).toMatch(/^invalid_(scope|request)$/)
  })

  it('has five guesses from an address, while the program itself comes in as ever', async () => {
    const client = await aClient(identity)
    const [attacker, own] = [somewhere(), somewhere()]
    const guesses = await Promise.all(Array.from({ length: 9 }, (_, at) => byForm(identity, { ...client, secret: `guess-${at}` }, {}, attacker)))
    expect(guesses.map(({ status }) => status).sort()).toEqual([...Array(5).fill(401), ...Array(4).fill(429)])
    // Of those who are right as many as come at once are let in.
    const at = await Promise.all(Array.from({ length: 12 }, () => byForm(identity, client, {}, own)))
    expect(at.map(({ status }) => status)).toEqual(Array(12).fill(200))
    const { headers } = await byForm(identity, client, {}, attacker).expect(429, { error: 'temporarily_unavailable' })
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    await byForm(identity, client, {}, own).expect(200)
    // A hundred strangers from a hundred places do not shut it out either.
    for (let n = 0; n < 110; n++) await byForm(identity, { ...client, secret: 'guess' }, {}, somewhere()).expect(401)
    await byForm(identity, client, {}, somewhere()).expect(200)
    const refused = (await logOf('token', client.id)).filter(({ outcome }: { outcome: string }) => outcome === 'refused')
    expect(refused.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(115)
  })

  it('learns from no answer, and from no work, which programs there are', async () => {
    const client = await aClient(identity)
    const disabled = await aClient(identity)
    await identity.as('admin').patch(`${clients}/${disabled.id}`, { disabled: true }).expect(200)
    const spies = [clientSchema, clientUseSchema].flatMap((schema) =>
      (['get', 'findOne', 'find', 'each', 'upsert', 'change'] as const).map((method) => jest.spyOn(identity.collection(schema), method)),
    )
    const answers: unknown[] = []
    for (const id of [client.id, disabled.id, '01ARZ3NDEKTSV4RRFFQ69G5FAV']) {
      for (const spy of spies) spy.mockClear()
      const answer = await byForm(identity, { id, secret: 'x'.repeat(43) }, {}, somewhere())
      answers.push({ ...alike(answer), reads: spies.map(({ mock }) => mock.calls.length) })
    }
    for (const spy of spies) spy.mockRestore()
    expect(answers[0]).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    expect(answers).toEqual(Array(3).fill(answers[0]))
  })

  it('is not heard with a secret in the address, and what was sent stands in no store and no log', async () => {
    const client = await aClient(identity)
    const whole = { grant_type: 'client_credentials', client_id: client.id, client_secret: client.secret }
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'idempotency-key': 'k1' }
    const answer = await identity.anonymous().post(`${clients}/token?${encoded(whole)}`, encoded(whole), form)
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request'])
    expect(answer.text).not.toContain(client.secret)
    await identity.anonymous().post(`${clients}/token`, encoded(whole), form).expect(200)
    await identity
      .anonymous()
      .post(`${clients}/token`, encoded({ ...whole, scope: 'none' }), form)
      .expect(400, { error: 'invalid_scope' })
    expect((await identity.kept()).includes(client.secret)).toBe(false)
  })
})

describe('an admin who has a program do what they may not', () => {
  it('gives none more than their own district, nor one that they are not responsible for', async () => {
    const district = identity.as('admin', { area: '320613000000', id: 'district' })
    const { id: responsibleId } = await anAccount(identity)
    const wanted = { name: '大屏', purpose: '公告', responsibleId, scopes: ['notices.read'], perMinute: 10 }
    await district.post(clients, { ...wanted, areaCode: CITY }).expect(404, { errors: [{ field: 'areaCode' }] })
    const { id } = await aClient(identity)
    await district.patch(`${clients}/${id}`, { scopes: ['areas.read'] }).expect(404)
    const body = (await district.post(clients, { ...wanted, areaCode: COMMUNITY }).expect(201)).body
    await district.patch(`${clients}/${body.id}`, { areaCode: CITY }).expect(400, { errors: [{ field: 'areaCode', code: 'unknown-field' }] })
  })

  it('is not alone where it is to show people, nor by setting another admin’s password', async () => {
    const [{ client: one }, second] = [await aFirstAdmin(identity, 's.one'), await aFirstAdmin(identity, 's.two')]
    const two = second.client
    const client = await aClient(identity, { scopes: ['tickets.read'] }, one)
    const confirm = `${clients}/${client.id}/scopes/tickets.read/confirm`
    await byForm(identity, client, {}, somewhere()).expect(400, { error: 'invalid_scope' })
    await one.post(confirm).expect(403, { code: 'needs-another-person' })
    await one.patch(`${clients}/${client.id}`, { scopes: [] }).expect(200)
    await one.patch(`${clients}/${client.id}`, { scopes: ['tickets.read'] }).expect(200, { scopes: [{ unconfirmed: 'waiting' }] })
    // Nor is somebody whom they made.
    const { id: made } = await anAccount(identity, { account: 's.made', role: 'admin', areaCode: CITY })
    const puppet = {
      assignments: [{ id: 'admin', role: 'admin' as const, areaCode: CITY, givenBy: idOf(one), line: [idOf(one)], unconfirmed: 'alone' as const }],
    }
    await identity.collection<Account>(accountSchema).change(made, () => ({ set: puppet }))
    await identity.as('admin', { id: made }).post(confirm).expect(403, { code: 'needs-independent-person' })
    await one.patch(`/api/identity/accounts/${second.id}`, { password: '一个给别人的口令 2026' }).expect(200)
    await two.post(confirm).expect(403, { code: 'password-newly-reset' })
    await byForm(identity, client, {}, somewhere()).expect(400, { error: 'invalid_scope' })
  })
})
