import { SecurityAlarms } from '@yiwang/platform'
import { CITY, type Client, type ServicesUnderTest } from '@yiwang/testing'
import type { Account } from '../../services/identity/src/accounts/account'
import { accountSchema } from '../../services/identity/src/accounts/account.schema'
import { aFirstAdmin, aGivenAccount, anAccount, startIdentity } from '../identity/staff'

const url = '/api/identity/accounts'
const CHONGCHUAN = '320613000000'
const notIndependent = { code: 'needs-independent-person' }

let app: ServicesUnderTest
let chief: Awaited<ReturnType<typeof aFirstAdmin>>

/** The only admin of the city. Rules of the security log hold from the last day of November on. */
beforeEach(async () => {
  app = await startIdentity()
  chief = await aFirstAdmin(app, 'chief')
  app.clock.set('2026-12-01T10:00:00+08:00')
})

interface Held {
  id: string
  role: string
  unconfirmed?: string
  allowedActions: string[]
}
/** Somebody with one role, made by this admin. */
async function made(by: Client, account: string, role = 'admin', areaCode = CITY) {
  const { id, assignments } = (await by.post(url, { account, name: '顾建华', role, areaCode, password: '一个很长的口令 2026' }).expect(201)).body
  // Its owner has come since, and has a password of their own.
  app.clock.advance(73 * 60 * 60_000)
  return { id, held: assignments[0] as Held, client: app.as('admin', { id, area: areaCode }) }
}
const confirm = (by: Client, { id, held }: { id: string; held: Held }) => by.post(`${url}/${id}/assignments/${held.id}/confirm`)
const alarms = async () => {
  await app.sweep(SecurityAlarms)
  const { items } = (await app.as('auditor', { area: CITY }).get('/api/identity/security-alarms?limit=200').expect(200)).body
  return items.map(({ rule, account }: { rule: string; account: string }) => [rule, account])
}

describe('an admin who decides alone', () => {
  it('makes two who would confirm each other, and is still alone', async () => {
    const one = await made(chief.client, 'one')
    const two = await made(chief.client, 'two')
    expect([one.held.unconfirmed, two.held.unconfirmed]).toEqual(['alone', 'alone'])
    await confirm(one.client, two).expect(403, notIndependent)
    await confirm(two.client, one).expect(403, notIndependent)

    const third = await made(one.client, 'third', 'operator')
    expect(third.held.unconfirmed).toBe('alone')
    for (const by of [chief, two]) await confirm(by.client, third).expect(403, notIndependent)
    await confirm(one.client, third).expect(403, { code: 'needs-another-person' })
    const { items } = (await two.client.get(`${url}/unconfirmed`).expect(200)).body
    expect(items.flatMap(({ assignments }: { assignments: Held[] }) => assignments.flatMap(({ allowedActions }) => allowedActions))).not.toContain(
      'confirm',
    )
  })

  it('is in one line also with whom those have made, whatever becomes of those between', async () => {
    const between = await made(chief.client, 'between')
    const last = await made(between.client, 'last')
    await made(chief.client, 'worker', 'worker', '320613004006')
    await chief.client.patch(`${url}/${between.id}`, { disabled: true }).expect(200)
    const clerk = (await chief.client.post(`${url}/${between.id}/assignments`, { role: 'duty', areaCode: CITY }).expect(201)).body
    await chief.client.delete(`${url}/${between.id}/assignments/${clerk.assignments[0].id}`).expect(200)
    const wanted = await made(chief.client, 'wanted', 'supervisor')
    await confirm(last.client, wanted).expect(403, notIndependent)
  })

  it('changes nothing of their own by whom they have made', async () => {
    const helper = await made(chief.client, 'helper')
    const role = { role: 'duty', areaCode: CITY }
    await helper.client.post(`${url}/${chief.id}/assignments`, role).expect(403, notIndependent)
    // Another gives, and who would confirm is whose it is.
    const another = await aFirstAdmin(app, 'another')
    const { body } = await another.client.post(`${url}/${chief.id}/assignments`, { role: 'supervisor', areaCode: CITY }).expect(201)
    const [, held] = body.assignments
    expect(held.unconfirmed).toBe('alone')
    await confirm(helper.client, { id: chief.id, held }).expect(403, notIndependent)
    const { items } = (await helper.client.get(`${url}?limit=200`).expect(200)).body
    const seen = items.find(({ id }: { id: string }) => id === chief.id)
    expect(seen.assignments.flatMap(({ allowedActions }: Held) => allowedActions)).toEqual([])
  })

  it('has a second once somebody independent has confirmed one of them', async () => {
    const district = await made(chief.client, 'of-district', 'admin', CHONGCHUAN)
    const another = await aFirstAdmin(app, 'another')
    const wanted = await made(chief.client, 'wanted', 'supervisor', CHONGCHUAN)
    expect(wanted.held.unconfirmed).toBe('waiting')
    await confirm(district.client, wanted).expect(403, notIndependent)
    await confirm(another.client, district).expect(201)
    await confirm(district.client, wanted).expect(201)
  })

  it('takes away nobody’s second factor with the help of whom they made', async () => {
    const helper = await made(chief.client, 'helper')
    const { id } = await anAccount(app)
    const secondFactor = { secret: 'JBSWY3DPEHPK3PXP', lastStep: 0, recovery: [], since: app.clock.now() }
    await app.collection<Account>(accountSchema).change(id, () => ({ set: { secondFactor } }))
    await chief.client.post(`${url}/${id}/second-factor/reset`).expect(201)
    await helper.client.post(`${url}/${id}/second-factor/reset/confirm`).expect(403, notIndependent)
  })

  it('does not pass for the colleague whom they have just made, and whose first password they know', async () => {
    const another = await aFirstAdmin(app, 'another')
    const colleague = await aGivenAccount(app, { account: 'colleague', role: 'admin', areaCode: CITY })
    await confirm(another.client, { id: colleague.id, held: colleague.assignments[0] }).expect(201)
    const { id, assignments } = (
      await chief.client.post(url, { account: 'friend', name: '甲', role: 'operator', areaCode: CITY, password: '一个很长的口令 2026' }).expect(201)
    ).body
    const asColleague = app.as('admin', { id: colleague.id })
    await confirm(asColleague, { id, held: assignments[0] }).expect(403, { code: 'password-newly-reset' })
    app.clock.advance(73 * 60 * 60_000)
    await confirm(asColleague, { id, held: assignments[0] }).expect(201)
  })

  it.each<[string, (id: string, other: Client) => PromiseLike<unknown>]>([
    ['is disabled', (id, other) => other.patch(`${url}/${id}`, { disabled: true }).expect(200)],
    ['sleeps', async () => undefined],
  ])('does not come in as a colleague who has left, whose account %s', async (_, leave) => {
    const [another, former] = [await aFirstAdmin(app, 'another'), await aFirstAdmin(app, 'former')]
    await leave(former.id, another.client)
    app.clock.advance(200 * 24 * 60 * 60_000)
    await chief.client.patch(`${url}/${former.id}`, { disabled: false, password: 'only for a while, 2026' }).expect(200)
    expect(await alarms()).toContainEqual(['given-alone', former.id])
    app.clock.advance(73 * 60 * 60_000)
    const friend = await made(chief.client, 'friend', 'operator')
    expect(friend.held.unconfirmed).toBe('waiting')
    await confirm(former.client, friend).expect(403, notIndependent)
    await confirm(chief.client, { id: former.id, held: { ...friend.held, id: 'admin' } }).expect(403, { code: 'needs-another-person' })
    // Once somebody independent has looked, they are two again.
    await confirm(another.client, { id: former.id, held: { ...friend.held, id: 'admin' } }).expect(201)
    await confirm(former.client, friend).expect(201)
  })

  it('raises an alarm, and another where they first shut out who could have said no', async () => {
    const another = await aFirstAdmin(app, 'another')
    expect(await alarms()).toEqual([])
    await chief.client.patch(`${url}/${another.id}`, { disabled: true }).expect(200)
    app.clock.advance(24 * 60 * 60_000)
    expect(await alarms()).toEqual([])
    const { body } = await chief.client
      .post(url, { account: 'friend', name: '甲', role: 'supervisor', areaCode: CITY, password: '一个很长的口令 2026' })
      .expect(201)
    const both = [
      ['given-alone', body.id],
      ['alone-by-shutting-out', chief.id],
    ]
    expect((await alarms()).sort()).toEqual([...both].sort())
    app.clock.advance(2 * 60 * 60_000)
    expect(await alarms()).toHaveLength(2)
  })

  it.each<[string, (id: string) => PromiseLike<unknown>]>([
    ['another password', (id) => chief.client.patch(`${url}/${id}`, { password: 'only for a while, 2026' }).expect(200)],
    [
      'no role any more',
      async (id) => {
        const { body } = await chief.client.post(`${url}/${id}/assignments`, { role: 'duty', areaCode: CITY }).expect(201)
        await chief.client.delete(`${url}/${id}/assignments/${body.assignments[0].id}`).expect(200)
      },
    ],
  ])('shuts out by %s as well', async (_, shutOut) => {
    const another = await aFirstAdmin(app, 'another')
    await shutOut(another.id)
    const log = (await app.as('auditor', { area: CITY }).get('/api/identity/security-log?what=rights').expect(200)).body.items
    const states = log.flatMap(({ subject, facts }: { subject: string; facts: { name: string; value: string }[] }) =>
      facts.flatMap(({ name, value }) => (name === 'state' ? [[subject, value]] : [])),
    )
    expect(states).toContainEqual([another.id, 'shut-out'])
  })
})
