import { unscoped } from '@yiwang/auth'
import type { Stored } from '@yiwang/persistence'
import { COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, type ServicesUnderTest, startService } from '@yiwang/testing'
import type { Elder } from '../../services/home-care/src/elderly/elder'
import { elderSchema } from '../../services/home-care/src/elderly/elder.schema'
import { Served } from '../../services/home-care/src/elderly/served.service'
import { HomeCareModule } from '../../services/home-care/src/home-care.module'
import { aResident, givenRequest } from './stories'

const elderly = '/api/home-care/elderly'

describe('the register of elderly people', () => {
  let app: ServicesUnderTest
  const register = async (query = '', area?: string) => (await app.as('coordinator', { area }).get(`${elderly}${query}`).expect(200)).body.items
  const ids = async (query?: string, area?: string) => (await register(query, area)).map(({ residentId }: { residentId: string }) => residentId)

  const kept = async (id: string) => (await unscoped(app.collection<Elder>(elderSchema)).get(id)) !== undefined

  beforeAll(async () => {
    app = await startService(HomeCareModule)
    app.clock.set('2026-12-31T12:00:00+08:00')
    await app.deliver('information-network.resident-registered', aResident())
    await app.deliver('information-network.resident-registered', aResident({ residentId: 'young', birthYear: 1990, tags: [] }))
    await app.deliver('information-network.resident-registered', aResident({ residentId: 'tagged', birthYear: 1980, tags: ['elderly'] }))
    await app.deliver(
      'information-network.resident-registered',
      aResident({ residentId: 'next-year', birthYear: 1967, areaCode: FAR_COMMUNITY, tags: [] }),
    )
  })

  it('holds who is 60 by birth year or carries the tag, masked, once', async () => {
    await app.redeliverAll()
    expect(await ids()).toEqual(['mother', 'tagged'])
    expect((await register())[0]).toEqual({ residentId: 'mother', name: '王**', birthYear: 1941, tags: ['living-alone'], areaCode: COMMUNITY })
  })

  it('follows what is updated', async () => {
    await app.deliver('information-network.resident-updated', aResident({ areaCode: OTHER_COMMUNITY, tags: [] }), { subject: 'mother' })
    expect(await register(`?areaCode=${OTHER_COMMUNITY}`)).toMatchObject([{ residentId: 'mother', tags: [] }])
    expect(await ids(`?areaCode=${COMMUNITY}`)).toEqual(['tagged'])
  })

  it('takes people in when their year comes, as the network tells, and lists them by the day', async () => {
    const introduced = aResident({ residentId: 'next-year', birthYear: 1967, areaCode: FAR_COMMUNITY, tags: [] })
    // A clock was ahead where it was told.
    app.clock.set('2027-01-01T00:00:00+08:00')
    expect(await ids('', FAR_COMMUNITY)).toEqual([])
    await app.deliver('information-network.resident-introduced', introduced)
    app.clock.set('2026-12-31T23:59:59+08:00')
    expect(await ids('', FAR_COMMUNITY)).toEqual([])
    app.clock.set('2027-01-01T00:00:00+08:00')
    expect(await ids('', FAR_COMMUNITY)).toEqual(['next-year'])
  })

  it('is for coordinators, each in their area', async () => {
    expect(await ids('', COMMUNITY)).toEqual(['tagged'])
    await app.as('coordinator', { area: COMMUNITY }).get(`${elderly}?areaCode=${FAR_COMMUNITY}`).expect(404)
    await app.as('provider').get(elderly).expect(403)
    await app.as('coordinator').get(`${elderly}?name=x`).expect(400)
  })

  it('is read to its end in pages, whoever else lives there', async () => {
    for (let n = 0; n < 30; n++)
      await app.deliver('information-network.resident-registered', aResident({ residentId: `r${n}`, birthYear: n % 3 ? 1990 : 1950, tags: [] }))
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: { residentId: string }[]; next: string | null } = (
        await app
          .as('coordinator')
          .get(`${elderly}?areaCode=${COMMUNITY}&limit=4${cursor && `&cursor=${cursor}`}`)
          .expect(200)
      ).body
      expect(page.items.length).toBeLessThanOrEqual(4)
      seen.push(...page.items.map(({ residentId }) => residentId))
      cursor = page.next
    }
    expect(seen).toEqual(['r0', 'r12', 'r15', 'r18', 'r21', 'r24', 'r27', 'r3', 'r6', 'r9', 'tagged'])
  })

  it('keeps nobody else: neither who is registered younger, nor who lost the tag', async () => {
    expect(await kept('young')).toBe(false)
    await app.deliver('information-network.resident-updated', aResident({ residentId: 'young', birthYear: 1990, address: '别处', tags: [] }))
    expect([await kept('young'), await kept('tagged')]).toEqual([false, true])
    await app.deliver('information-network.resident-updated', aResident({ residentId: 'tagged', birthYear: 1980, tags: ['disabled'] }))
    expect(await kept('tagged')).toBe(false)
  })

  it('keeps whoever is 60, whatever a clock says that is years behind', async () => {
    app.clock.set('2001-01-01T00:00:00+08:00')
    const grown = { residentId: 'next-year', birthYear: 1967, areaCode: FAR_COMMUNITY, tags: [] }
    await app.deliver('information-network.resident-updated', aResident({ ...grown, address: '搬了' }))
    expect(await kept('next-year')).toBe(true)
    app.clock.set('2027-01-01T00:00:00+08:00')
    expect(await ids('', FAR_COMMUNITY)).toEqual(['next-year'])
  })

  it('keeps whom care was asked for where they live, lists them as nobody elderly, and nobody of elsewhere', async () => {
    const introduced = async (residentId: string, areaCode: string) => {
      const { id } = await givenRequest(app, { residentIds: ['young', residentId], beneficiary: { residentId, name: '王小明' } })
      for (const one of ['young', residentId])
        await app.deliver('information-network.resident-introduced', aResident({ residentId: one, birthYear: 1986, tags: [], areaCode }))
      return id
    }
    await introduced('served', COMMUNITY)
    await introduced('elsewhere', FAR_COMMUNITY)
    expect(await Promise.all(['served', 'young', 'elsewhere'].map(kept))).toEqual([true, false, false])
    await app.deliver('information-network.resident-updated', aResident({ residentId: 'served', birthYear: 1986, tags: [], address: '新址' }))
    expect(await kept('served')).toBe(true)
    expect(await ids()).not.toContain('served')
  })

  it('finds in a rebuild whom care was asked for before the network told of them, and nobody else of their age', async () => {
    for (const residentId of ['served-before', 'never-served'])
      await app.deliver('information-network.resident-registered', aResident({ residentId, birthYear: 1986, tags: [] }))
    await givenRequest(app, { beneficiary: { residentId: 'served-before', name: '王小明' } })
    await app.redeliverAll()
    expect(await kept('served-before')).toBe(false)
    app.clock.advance(2 * 3_600_000)
    await app.redeliverAll()
    expect(await Promise.all(['served-before', 'never-served'].map(kept))).toEqual([true, false])
  })

  it('loses once what a folder of before holds of the others, goes on where it was cut off, and tells nothing of it', async () => {
    const elderly = unscoped(app.collection<Elder>(elderSchema))
    const { version: _, ...mother } = (await elderly.get('mother')) as Stored<Elder>
    for (let n = 0; n < 220; n++) await elderly.insert({ set: { ...mother, id: `before-${n}`, birthYear: n % 2 ? 1990 : 1950, tags: [] } })
    await givenRequest(app, { areaCode: OTHER_COMMUNITY, beneficiary: { residentId: 'before-1', name: '王桂英' } })
    const before = app.events().length
    const walk = app.get(Served)
    app.clock.set('1999-01-01T00:00:00+08:00')
    for (let at = (await walk.takeTheOthersAway({}, undefined)).next; at; at = (await walk.takeTheOthersAway({}, at)).next)
      await walk.takeTheOthersAway({}, at)
    app.clock.set('2027-01-01T00:00:00+08:00')
    const left: string[] = []
    for await (const { id } of elderly.each({})) if (id.startsWith('before-')) left.push(id)
    expect(left).toHaveLength(111)
    expect(left).toContain('before-1')
    expect(await Promise.all(['mother', 'served', 'r0'].map(kept))).toEqual([true, true, true])
    expect(app.events()).toHaveLength(before)
  })

  it('keeps names, phones and addresses unreadable in the store', async () => {
    const stored = await app.kept()
    for (const clear of ['王桂英', '13800138000', '易家桥新村', 'living-alone']) expect(stored.toString()).not.toContain(clear)
  })
})
