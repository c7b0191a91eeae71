import { dayAfter, dayOf } from '@yiwang/domain'
import { SecurityAlarms, SecurityLog, type SecurityWord, securitySchema } from '@yiwang/platform'
import { COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import { PASSWORD, startIdentity } from './staff'

const url = '/api/identity/security-log'
const accounts = '/api/identity/accounts'
const aWorker = (account: string) => ({ account, name: '顾建华', role: 'worker', areaCode: COMMUNITY, password: PASSWORD })
const DAY_MS = 86_400_000

let app: ServicesUnderTest
beforeAll(async () => {
  app = await startIdentity()
})

const auditor = () => app.as('auditor', { area: '320600000000' })
const lines = async (query: string) => (await auditor().get(`${url}?${query}`).expect(200)).body.items
const written = async (what: SecurityWord) =>
  (await lines(`what=${what}`)).map(({ id: _, at: __, correlation: ___, ...line }: Record<string, unknown>) => line)

describe('the security log of identity', () => {
  it('has who gave whom which role, from where, in no words that tell of a person', async () => {
    const { body } = await app.as('admin').post(accounts, aWorker('gu.one')).expect(201)
    await app.as('admin').patch(`${accounts}/${body.id}`, { disabled: true }).expect(200)
    const made = { what: 'rights', outcome: 'done', account: 'staff-admin', role: 'admin', subject: body.id, address: '127.0.0.1', count: 1 }
    const facts = (door: string) => [
      { name: 'door', value: door },
      { name: 'role', value: 'worker' },
      { name: 'areaCode', value: COMMUNITY },
    ]
    expect(await written('rights')).toEqual([
      { ...made, facts: facts('PATCH /api/identity/accounts/:id') },
      { ...made, facts: facts('POST /api/identity/accounts') },
    ])
    expect(await lines(`account=${body.id}`)).toHaveLength(2)
    expect((await app.kept()).includes('顾建华')).toBe(false)
  })

  it('has a change that was refused once, with why', async () => {
    await app.as('admin').post(accounts, aWorker('gu.two')).expect(201)
    for (let n = 0; n < 3; n++) await app.as('admin').post(accounts, aWorker('gu.two')).expect(409)
    const refused = (await written('rights')).filter(({ outcome }: { outcome: string }) => outcome === 'refused')
    expect(refused).toMatchObject([{ count: 3, facts: [{ value: 'POST /api/identity/accounts' }, { name: 'code', value: 'account-taken' }] }])
    expect(await written('refused')).toEqual([])
  })

  it('counts refusals by account, door and reason, and those of nobody by address', async () => {
    for (let n = 0; n < 4; n++) await app.as('worker').get(accounts).expect(403)
    await app.as('admin').get('/api/identity/jobs/nobody').expect(404)
    for (let n = 0; n < 2; n++) await app.bearing('forged').get(accounts).expect(401)
    await app.anonymous({ from: '203.0.113.9' }).get(accounts, { authorization: 'Bearer forged' }).expect(401)
    const [door, code] = [{ name: 'door', value: 'GET /api/identity/accounts' }, (value: string) => ({ name: 'code', value })]
    const all = await written('refused')
    expect(all).toHaveLength(4)
    expect(all).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ account: 'staff-worker', role: 'worker', count: 4, facts: [code('not-allowed'), door] }),
        expect.objectContaining({
          account: 'staff-admin',
          count: 1,
          facts: [code('not-found'), { name: 'door', value: 'GET /api/identity/jobs/:id' }],
        }),
        expect.objectContaining({ address: '127.0.0.1', count: 2, facts: [code('not-signed-in'), door] }),
        expect.objectContaining({ address: '203.0.113.9', count: 1, facts: [code('not-signed-in'), door] }),
      ]),
    )
  })

  it('has nothing of who shows nothing: so every page begins', async () => {
    const before = await lines('outcome=refused')
    await app.anonymous().get(accounts).expect(401)
    await app.anonymous().post('/api/identity/sessions/refresh').expect(401)
    expect(await lines('outcome=refused')).toEqual(before)
  })

  it('counts by address whoever tries doors that are not there, and has nothing of what they typed', async () => {
    const stranger = app.anonymous({ from: '203.0.113.77' })
    for (const path of ['/api/identity/13812345678', '/api/identity/.env', '/api/identity/accounts/a/b?name=x']) await stranger.get(path).expect(404)
    await stranger.post('/api/identity/13812345678').expect(404)
    for (const path of ['/api/admin/config', '/api/', '/api/13812345678/x']) await stranger.get(path).expect(404)
    const tried = (await written('refused')).filter(({ address }: { address: string }) => address === '203.0.113.77')
    expect(
      tried.map(({ count, facts }: { count: number; facts: { value: string }[] }) => [count, ...facts.map(({ value }) => value)]).sort(),
    ).toEqual([
      [1, 'not-found', 'POST /api/identity/*'],
      [3, 'not-found', 'GET /api/*'],
      [3, 'not-found', 'GET /api/identity/*'],
    ])
  })

  it('is for the auditors of the city, and has who read it', async () => {
    for (const role of ['admin', 'operator', 'worker'] as const) await app.as(role).get(url).expect(403)
    await app.as('auditor', { area: COMMUNITY, id: 'elsewhere' }).get(url).expect(403, { code: 'not-allowed' })
    await app.as('auditor', { area: '320600000000', id: 'the-reader' }).get(`${url}?what=keys&outcome=done`).expect(200)
    expect(await lines('account=the-reader')).toMatchObject([
      {
        what: 'log-read',
        account: 'the-reader',
        role: 'auditor',
        facts: [
          { name: 'what', value: 'keys' },
          { name: 'outcome', value: 'done' },
        ],
      },
    ])
  })

  it('has one line of one look, however many pages it had, and another of what is looked for otherwise or later', async () => {
    const reader = app.as('auditor', { area: '320600000000', id: 'reads-on' })
    const page = async (query: string) => (await reader.get(`${url}?look=a-look&limit=1&${query}`).expect(200)).body
    const first = await page('what=rights')
    for (let cursor = first.next; cursor; ) cursor = (await page(`what=rights&cursor=${cursor}`)).next
    await page('what=keys')
    app.clock.advance(61 * 60_000)
    await page('what=keys')
    const read = (await lines('account=reads-on')).filter(({ what }: { what: string }) => what === 'log-read')
    expect(read.map(({ count, facts }: { count: number; facts: { value: string }[] }) => [count, ...facts.map(({ value }) => value)])).toEqual([
      [1, 'keys', 'a-look'],
      [1, 'keys', 'a-look'],
      [4, 'rights', 'a-look'],
    ])
  })

  it('is asked for by day, page after page, and refuses what it does not know', async () => {
    const today = dayOf(app.clock.now())
    const all = await lines(`from=${today}&to=${today}&what=rights`)
    expect(all).toHaveLength(4)
    expect(await lines(`from=${dayAfter(today)}&what=rights`)).toEqual([])
    const first = (await auditor().get(`${url}?what=rights&limit=2`).expect(200)).body
    const second = (await auditor().get(`${url}?what=rights&limit=200&cursor=${first.next}`).expect(200)).body
    expect([...first.items, ...second.items]).toEqual(all)
    await auditor()
      .get(`${url}?what=nothing`)
      .expect(400, { errors: [{ field: 'what' }] })
    await auditor()
      .get(`${url}?from=yesterday`)
      .expect(400, { errors: [{ field: 'from' }] })
  })

  it('raises an alarm once, for whoever is refused too often, until an auditor says what it was', async () => {
    app.clock.set('2026-12-01T10:00:00+08:00')
    const alarms = '/api/identity/security-alarms'
    const busy = app.as('worker', { id: 'the-busy' })
    const refusedOften = async () => {
      for (let n = 0; n < 60; n++) await busy.get(accounts).expect(403)
      await app.sweep(SecurityAlarms)
    }
    const waiting = async () => (await auditor().get(alarms).expect(200)).body.items
    await refusedOften()
    await refusedOften()
    const about = { rule: 'many-refusals', account: 'the-busy', count: 60, minutes: 2, state: 'open' }
    const [alarm, ...more] = await waiting()
    expect([alarm, more]).toMatchObject([about, []])
    await app.as('admin').get(alarms).expect(403)
    await app.as('admin').post(`${alarms}/${alarm.id}/acknowledge`, { note: '是我' }).expect(403)
    await auditor()
      .post(`${alarms}/${alarm.id}/acknowledge`, {})
      .expect(400, { errors: [{ field: 'note' }] })
    const seen = { state: 'acknowledged', acknowledgedBy: 'staff-auditor', note: '培训时的误操作' }
    await auditor().post(`${alarms}/${alarm.id}/acknowledge`, { note: '培训时的误操作' }).expect(201, seen)
    await auditor().post(`${alarms}/${alarm.id}/acknowledge`, { note: '又一次' }).expect(409, { code: 'illegal-transition' })
    expect(await waiting()).toEqual([])
    expect((await lines('what=alarm')).map(({ subject }: { subject: string }) => subject)).toEqual(['the-busy', 'the-busy'])
    app.clock.advance(61 * 60_000)
    await refusedOften()
    expect(await waiting()).toMatchObject([about])
  })

  it('is kept for half a year, and no longer', async () => {
    const kept = app.collection(securitySchema)
    const before = await kept.count({ at: { gte: new Date(0) } })
    app.clock.set(new Date(app.clock.now().getTime() + 182 * DAY_MS))
    await app.sweep(SecurityLog)
    expect(await kept.count({ at: { gte: new Date(0) } })).toBe(before)
    app.clock.set(new Date(app.clock.now().getTime() + 3 * DAY_MS))
    await app.sweep(SecurityLog)
    expect(await kept.count({ at: { gte: new Date(0) } })).toBe(0)
  })
})
