import { CITY, COMMUNITY, FAR_COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import type { Account } from '../../services/identity/src/accounts/account'
import { accountSchema } from '../../services/identity/src/accounts/account.schema'
import { aClient, askToken, basic, byForm, clients, encoded, tokenFor } from './clients'
import { aFirstAdmin, anAccount, startIdentity } from './staff'

let app: ServicesUnderTest
beforeAll(async () => {
  app = await startIdentity()
  app.clock.set('2026-12-01T09:00:00+08:00')
})

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString())
const listed = async (id: string) =>
  (await app.as('admin').get(`${clients}?limit=200`).expect(200)).body.items.find((one: { id: string }) => one.id === id)
const lines = async (what: string, id: string) =>
  (await app.as('auditor').get(`/api/identity/security-log?what=${what}&account=${id}&limit=200`).expect(200)).body.items
const factsOf = (line: { facts: { name: string; value: string }[] }) => Object.fromEntries(line.facts.map(({ name, value }) => [name, value]))

describe('a client', () => {
  it('gets a secret that is shown once, and by it a token for what it was granted', async () => {
    const client = await aClient(app, { scopes: ['areas.read', 'tickets.record'] })
    expect(client.secret).toMatch(/^[\w-]{43}$/)
    const { body, headers } = await byForm(app, client).expect(200)
    expect(body).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 900, scope: 'areas.read tickets.record' })
    expect(headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache', 'content-type': expect.stringMatching(/^application\/json/) })
    expect(claimsOf(body.access_token)).toMatchObject({
      sub: client.id,
      role: 'gateway',
      areaCode: CITY,
      sid: expect.any(String),
      client: { scopes: ['areas.read', 'tickets.record'], perMinute: 60 },
    })
    expect(JSON.stringify(await listed(client.id))).not.toContain(client.secret)
    expect((await app.kept()).includes(client.secret)).toBe(false)
  })

  it('registered again under the same Idempotency-Key is the same client, and no secret is told again', async () => {
    const { id: responsibleId } = await anAccount(app)
    const body = { name: '短信网关', purpose: '回执', responsibleId, areaCode: CITY, scopes: ['areas.read'], perMinute: 10 }
    const key = { 'idempotency-key': 'client-1' }
    const one = (await app.as('admin').post(clients, body, key).expect(201)).body
    const { secret, ...rest } = one
    expect(secret).toEqual(expect.any(String))
    expect((await app.as('admin').post(clients, body, key).expect(201)).body).toEqual(rest)
    const again = { 'idempotency-key': 'rotation-1' }
    const renewed = (await app.as('admin').post(`${clients}/${one.id}/secrets`, {}, again).expect(201)).body
    expect((await app.as('admin').post(`${clients}/${one.id}/secrets`, {}, again).expect(201)).body.secret).toBeUndefined()
    await byForm(app, { id: one.id, secret: renewed.secret }).expect(200)
  })

  it('says who it is in the header or in the form, and asks for part of what it may', async () => {
    const { id, secret } = await aClient(app, { scopes: ['areas.read', 'units.read'] })
    for (const header of [basic(id, secret), basic(id, encodeURIComponent(secret).replaceAll('-', '%2D'))])
      expect((await askToken(app, { scope: 'units.read' }, header).expect(200)).body.scope).toBe('units.read')
    // What the standard does not know is passed over; what has no value is not there.
    expect((await byForm(app, { id, secret }, { audience: 'yiwang', scope: '' }).expect(200)).body.scope).toBe('areas.read units.read')
  })

  it('is refused in the words of the standard', async () => {
    const { id, secret } = await aClient(app)
    const answers = [
      await byForm(app, { id, secret }, { grant_type: 'password' }),
      await byForm(app, { id, secret }, { grant_type: '' }),
      await byForm(app, { id, secret }, { scope: 'tickets.record residents.reveal' }),
      await byForm(app, { id, secret: 'wrong' }),
      await askToken(app, { client_id: id }),
      await askToken(app, {}, { authorization: 'Bearer x' }),
      await askToken(app, { client_secret: secret }, basic(id, secret)),
      await app.anonymous().post(`${clients}/token`, { grant_type: 'client_credentials', client_id: id, client_secret: secret }),
      await app.anonymous().post(`${clients}/token`, `${encoded({ client_id: id })}&grant_type=a&grant_type=b`, {
        'content-type': 'application/x-www-form-urlencoded',
      }),
    ]
    expect(answers.map(({ status, body }) => [status, body.error])).toEqual([
      [400, 'unsupported_grant_type'],
      [400, 'invalid_request'],
      [400, 'invalid_scope'],
      [401, 'invalid_client'],
      [401, 'invalid_client'],
      [401, 'invalid_client'],
      [400, 'invalid_request'],
      [400, 'invalid_request'],
      [400, 'invalid_request'],
    ])
    for (const { status, body, headers } of answers) {
      expect(Object.keys(body)).toEqual(['error', 'error_description'])
      expect(body.error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/)
      expect(headers['content-type']).toMatch(/^application\/json/)
      expect(headers['www-authenticate']).toBe(status === 401 ? 'Basic realm="yiwang", charset="UTF-8"' : undefined)
    }
  })

  it('has two secrets while it changes over: the former until a day that the admin sets, a month ahead at most', async () => {
    const client = await aClient(app)
    const rotate = (body: object) => app.as('admin').post(`${clients}/${client.id}/secrets`, body)
    await rotate({ formerUntil: '2026-11-30' }).expect(400, { code: 'day-over', errors: [{ field: 'formerUntil' }] })
    await rotate({ formerUntil: '2027-01-01' }).expect(400, { code: 'rotation-too-long' })
    const { secret, secrets } = (await rotate({ formerUntil: '2026-12-03' }).expect(201)).body
    expect(secrets).toMatchObject([{ id: client.secrets[0].id, until: '2026-12-03' }, { id: expect.any(String) }])
    await rotate({ formerUntil: '2026-12-03' }).expect(409, { code: 'rotation-under-way' })

    const renewed = { ...client, secret }
    await byForm(app, client).expect(200)
    await byForm(app, renewed).expect(200)
    app.clock.set('2026-12-03T23:50:00+08:00')
    // No token outlives the secret that it was issued by.
    expect((await byForm(app, client).expect(200)).body.expires_in).toBe(600)
    app.clock.set('2026-12-04T00:00:00+08:00')
    await byForm(app, client).expect(401, { error: 'invalid_client' })
    await byForm(app, renewed).expect(200)
    expect((await listed(client.id)).secrets).toHaveLength(1)
    app.clock.set('2026-12-01T09:00:00+08:00')
  })

  it('whose secret leaked gets another, and by the former nothing any more; the log says by which it came', async () => {
    const client = await aClient(app)
    const [first] = client.secrets
    const token = await tokenFor(app, client)
    await app.bearing(token).get('/api/identity/accounts').expect(403)
    const { secret, secrets } = (await app.as('admin').post(`${clients}/${client.id}/secrets`, {}).expect(201)).body
    await byForm(app, client).expect(401)
    await app.bearing(token).get('/api/identity/accounts').expect(401)
    const renewed = { id: client.id, secret }
    await byForm(app, renewed).expect(200)
    expect((await listed(client.id)).secrets).toEqual([expect.objectContaining({ id: secrets[0].id, usedAt: '2026-12-01T01:00:00.000Z' })])
    expect((await lines('token', client.id)).filter(({ outcome }: { outcome: string }) => outcome === 'done').map(factsOf)).toEqual([
      { secret: secrets[0].id },
      { secret: first.id },
    ])
    await app.as('admin').delete(`${clients}/${client.id}/secrets/${secrets[0].id}`).expect(200, { secrets: [] })
    await byForm(app, renewed).expect(401)
  })

  it('writes when it last came once a minute, and changes nothing of itself by that', async () => {
    const client = await aClient(app)
    for (let n = 0; n < 3; n++) await byForm(app, client).expect(200)
    expect(await lines('token', client.id)).toHaveLength(1)
    expect((await listed(client.id)).version).toBe(client.version)
    app.clock.advance(60_000)
    await byForm(app, client).expect(200)
    expect(await lines('token', client.id)).toHaveLength(2)
    app.clock.set('2026-12-01T09:00:00+08:00')
  })

  it('is let in until its last day, and from where it was said that it would come', async () => {
    const { id, secret } = await aClient(app, { until: '2026-12-02', addresses: ['10.20.0.0/16', '2001:db8::7'] })
    const from = (address: string) => byForm(app, { id, secret }, {}, { from: address })
    await from('10.20.3.4').expect(200)
    await from('2001:db8::7').expect(200)
    await from('10.21.0.1').expect(401, { error: 'invalid_client' })
    expect((await lines('token', id)).map(factsOf)).toContainEqual({ code: 'other-address' })
    app.clock.set('2026-12-03T00:00:00+08:00')
    const over = await from('10.20.3.4').expect(401, { error: 'invalid_client' })
    expect(over.body.error_description).toContain('earlier day')
    app.clock.set('2026-12-01T09:00:00+08:00')
    for (const wrong of ['10.20.0.0/33', 'example.org', '10.20', '10.0.0.1/', '::1/129', '10.0.0.1 '])
      await app
        .as('admin')
        .patch(`${clients}/${id}`, { addresses: [wrong] })
        .expect(400, { code: 'not-a-network' })
  })

  it('is an admin’s who is responsible for its area, as is whoever answers for it', async () => {
    const far = await aClient(app, { areaCode: FAR_COMMUNITY })
    const district = app.as('admin', { area: '320613000000' })
    await district.patch(`${clients}/${far.id}`, { disabled: true }).expect(404)
    await district.post(`${clients}/${far.id}/secrets`, {}).expect(404)
    expect((await district.get(clients).expect(200)).text).not.toContain(far.id)
    const { id: theirs } = await anAccount(app, { areaCode: FAR_COMMUNITY })
    const wanted = { name: '大屏', purpose: '公告', areaCode: COMMUNITY, scopes: ['notices.read'], perMinute: 10 }
    await district.post(clients, { ...wanted, responsibleId: theirs }).expect(404, { errors: [{ field: 'responsibleId' }] })
    const { id: own } = await anAccount(app)
    const { body } = await district.post(clients, { ...wanted, responsibleId: own }).expect(201, { responsible: '顾建华', responsibleGone: false })
    await app.collection<Account>(accountSchema).change(own, () => ({ set: { disabled: true } }))
    await district.patch(`${clients}/${body.id}`, { name: '社区大屏' }).expect(200, { responsibleGone: true })
    await district.patch(`${clients}/${body.id}`, { responsibleId: own }).expect(404)
  })

  it('is granted nothing that is not in the table, nor more requests than there is room for', async () => {
    const { id } = await aClient(app)
    for (const change of [{ scopes: ['residents.reveal'] }, { scopes: ['security.read'] }, { perMinute: 1_201 }, { perMinute: 0 }])
      await app.as('admin').patch(`${clients}/${id}`, change).expect(400, { code: 'invalid-input' })
  })

  it('may what shows people once a second admin agrees; what was granted, confirmed and taken away is in the log', async () => {
    const [{ client: one }, { client: other }] = [await aFirstAdmin(app, 'c.one'), await aFirstAdmin(app, 'c.two')]
    const client = await aClient(app, { scopes: ['areas.read', 'tickets.read'] }, one)
    const confirm = `${clients}/${client.id}/scopes/tickets.read/confirm`
    expect((await byForm(app, client).expect(200)).body.scope).toBe('areas.read')
    await byForm(app, client, { scope: 'tickets.read' }).expect(400, { error: 'invalid_scope' })
    await one.post(confirm).expect(403, { code: 'needs-another-person' })
    expect((await one.get(clients)).body.items.find(({ id }: { id: string }) => id === client.id).scopes[1].allowedActions).toEqual([])
    const seen = (await other.get(clients)).body.items.find(({ id }: { id: string }) => id === client.id)
    expect(seen.scopes[1]).toMatchObject({ scope: 'tickets.read', unconfirmed: 'waiting', givenBy: '顾建华', allowedActions: ['confirm'] })
    await other.post(confirm).expect(201)
    expect((await byForm(app, client).expect(200)).body.scope).toBe('areas.read tickets.read')
    await one.patch(`${clients}/${client.id}`, { scopes: ['tickets.read'] }).expect(200)
    const told = (await lines('rights', client.id)).map(factsOf).filter(({ scope }: Record<string, string>) => scope)
    expect(told.reverse()).toEqual([
      { scope: 'areas.read', state: 'given' },
      { scope: 'tickets.read', state: 'waiting' },
      { scope: 'tickets.read', state: 'confirmed' },
      { scope: 'areas.read', state: 'withdrawn' },
    ])
  })
})
