import { type ServicesUnderTest, startService } from '@yiwang/testing'
import { HomeCareModule } from '../../services/home-care/src/home-care.module'
import { givenProvider, givenRequest, givenVisit } from './stories'

const own = '/api/home-care/own/requests'

describe('the care that a resident gets', () => {
  let app: ServicesUnderTest
  beforeAll(async () => {
    app = await startService(HomeCareModule)
  })
  const as = (residentId: string) => app.as('resident', { id: residentId, residentId })
  const ofNobodyElse = (residentId: string, more: object = {}) => ({
    residentIds: ['daughter', residentId],
    beneficiary: { residentId, name: '王桂英' },
    ...more,
  })
  const mine = async (residentId: string, query = '') => (await as(residentId).get(`${own}${query}`).expect(200)).body

  it('is theirs to see: what was asked for, when somebody comes, who it is, and how it went', async () => {
    const providerId = await givenProvider(app, 'own-provider')
    const { visitId } = await givenVisit(app, providerId, ofNobodyElse('mother-1'))
    const plannedAt = app.clock.now()
    const [before] = (await mine('mother-1')).items
    expect(before).toEqual({
      id: expect.any(String),
      need: '老人行动不便，需要助浴',
      words: { 'zh-CN': '已安排上门', en: 'A visit is arranged' },
      open: true,
      createdAt: expect.any(String),
      plannedAt: expect.any(String),
      provider: '陈芳',
    })
    expect(Math.abs(new Date(before.plannedAt).getTime() - plannedAt.getTime())).toBeLessThan(60_000)
    const carer = app.as('provider', { id: 'staff-own-provider', account: 'own-provider' })
    await carer.post(`/api/home-care/visits/${visitId}/start`).expect(201)
    await carer.post(`/api/home-care/visits/${visitId}/complete`, { report: '已助浴' }).expect(201)
    await app.settled()
    expect((await mine('mother-1')).items).toMatchObject([{ words: { 'zh-CN': '已完成' }, open: false }])
  })

  it('is not another’s: neither who asked for it, nor of whom only somebody said that it is they', async () => {
    await givenRequest(app, ofNobodyElse('mother-2'))
    await givenRequest(app, ofNobodyElse('mother-3', { claimed: ['mother-3'] }))
    expect([(await mine('daughter')).items, (await mine('mother-3')).items]).toEqual([[], []])
    expect((await mine('mother-2')).items).toHaveLength(1)
  })

  it('is all of it, page after page, whatever is passed over', async () => {
    for (let n = 0; n < 5; n++) await givenRequest(app, ofNobodyElse('mother-4', n % 2 ? { claimed: ['mother-4'] } : {}))
    const found: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const page: { items: { id: string }[]; next: string | null } = await mine('mother-4', `?limit=1${next && `&cursor=${next}`}`)
      found.push(...page.items.map(({ id }) => id))
      next = page.next
    }
    expect(new Set(found).size).toBe(3)
  })
})
