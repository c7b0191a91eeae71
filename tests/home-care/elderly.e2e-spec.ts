import { COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, type ServicesUnderTest, startService } from '@yiwang/testing'
import { HomeCareModule } from '../../services/home-care/src/home-care.module'
import { aResident } from './stories'

const elderly = '/api/home-care/elderly'

describe('the register of elderly people', () => {
  let app: ServicesUnderTest
  const register = async (query = '', area?: string) => (await app.as('coordinator', { area }).get(`${elderly}${query}`).expect(200)).body.items
  const ids = async (query?: string, area?: string) => (await register(query, area)).map(({ residentId }: { residentId: string }) => residentId)

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

  it('takes people in when their year comes', async () => {
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

  it('keeps names, phones and addresses unreadable in the store', async () => {
    const stored = await app.kept()
    for (const clear of ['王桂英', '13800138000', '易家桥新村', 'living-alone']) expect(stored.toString()).not.toContain(clear)
  })
})
