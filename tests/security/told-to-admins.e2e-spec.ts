import { SecurityAlarms } from '@yiwang/platform'
import { CITY, COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import { aFirstAdmin, anAccount, signIn, startIdentity } from '../identity/staff'
import { residents, startInformationNetwork } from '../information-network/start'

const CHONGCHUAN = '320613000000'
const TONGZHOU = '320612000000'

let app: ServicesUnderTest

/** Rules hold from the last day of November on. */
const begin = () => app.clock.set('2026-12-01T10:00:00+08:00')
const admin = (area: string, id = `admin-of-${area}`) => app.as('admin', { id, area })
const at = (service: string) => `/api/${service}/staff-alarms`
async function told(service: string, area: string, id?: string) {
  await app.sweep(SecurityAlarms)
  const { items } = (await admin(area, id).get(at(service)).expect(200)).body
  return items.map(({ rule, account }: { rule: string; account: string }) => [rule, account])
}

describe('an admin is told of those who work in their area', () => {
  it('that somebody got a role that takes two, and was given one alone; each until they have seen it themselves', async () => {
    app = await startIdentity()
    begin()
    const alone = await anAccount(app, { account: 'alone', role: 'supervisor', areaCode: CHONGCHUAN })
    await aFirstAdmin(app, 'first')
    const waits = await anAccount(app, { account: 'waits', role: 'supervisor', areaCode: CHONGCHUAN })
    await anAccount(app, { account: 'worker' })
    const both = [
      ['role-given', waits.id],
      ['given-alone', alone.id],
    ]
    for (const area of [CITY, CHONGCHUAN])
      expect((await told('identity', area)).filter(([, account]: string[]) => both.flat().includes(account)).sort()).toEqual([...both].sort())
    expect(await told('identity', TONGZHOU)).toEqual([])
    expect(await told('identity', CHONGCHUAN, alone.id)).toEqual([['role-given', waits.id]])

    const [{ id }] = (await admin(CHONGCHUAN).get(at('identity')).expect(200)).body.items
    await admin(TONGZHOU)
      .post(`${at('identity')}/${id}/seen`)
      .expect(404)
    await admin(CHONGCHUAN)
      .post(`${at('identity')}/${id}/seen`)
      .expect(204)
    await admin(CHONGCHUAN)
      .post(`${at('identity')}/${id}/seen`)
      .expect(204)
    expect(await told('identity', CHONGCHUAN)).toHaveLength(1)
    expect((await told('identity', CITY)).length).toBeGreaterThan(1)
    for (const role of ['operator', 'worker', 'auditor'] as const) await app.as(role).get(at('identity')).expect(403)

    // What is no alarm but news is the admins' alone.
    const { items } = (await app.as('auditor', { area: CITY }).get('/api/identity/security-alarms?limit=200').expect(200)).body
    const rules = items.map(({ rule }: { rule: string }) => rule)
    expect(rules).toContain('given-alone')
    expect(rules).not.toContain('role-given')
  })

  it('that somebody’s password is guessed at', async () => {
    app = await startIdentity()
    begin()
    const { id, account } = await anAccount(app)
    for (let n = 0; n < 5; n++) await signIn(app, account, `guess ${n}`)
    expect(await told('identity', CHONGCHUAN)).toEqual([['guessed-account', id]])
    expect(await told('identity', TONGZHOU)).toEqual([])
  })

  it('that somebody looked for more people than anybody needs to, by the service where they did', async () => {
    app = await startInformationNetwork()
    begin()
    const worker = app.as('worker', { id: 'curious' })
    for (let guess = 0; guess < 10; guess++) await worker.get(`${residents}?phone=138${1000 + guess}5678`).expect(200)
    await worker.get(`${residents}?phone=13812345678`).expect(429)
    expect(await told('information-network', COMMUNITY)).toEqual([['searches-stopped', 'curious']])
    expect(await told('information-network', CITY)).toEqual([['searches-stopped', 'curious']])
    expect(await told('information-network', TONGZHOU)).toEqual([])
  })
})
