import { CITY, COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, type ServicesUnderTest, startService } from '@yiwang/testing'
import { KioskModule } from '../../services/kiosk/src/kiosk.module'
import { aTerminal } from './terminals'

describe('public notices', () => {
  let app: ServicesUnderTest
  let minute = 0
  const publish = (noticeId: string, areaCode: string, until?: string) => {
    app.clock.set(new Date(Date.parse('2026-11-23T09:00:00+08:00') + 60_000 * minute++))
    return app.deliver('information-network.notice-published', { noticeId, title: `停水 ${noticeId}`, text: '今夜停水 <b>勿忘</b>', areaCode, until })
  }
  const shown = async (area: string, query = '') => (await aTerminal(app, 'terminal-1', area).get(`/api/kiosk/notices${query}`).expect(200)).body

  beforeAll(async () => {
    app = await startService(KioskModule)
    await publish('city', CITY)
    await publish('street', '320613004000', '2026-11-30T00:00:00+08:00')
    await publish('home', COMMUNITY)
    await publish('next-door', OTHER_COMMUNITY)
    await publish('over', COMMUNITY, '2026-11-23T09:03:00+08:00')
  })

  it('are those of the terminal’s area and every area above it, the newest first, until they end', async () => {
    await app.redeliverAll()
    const ids = async (area: string) => (await shown(area)).items.map(({ id }: { id: string }) => id)
    expect(await ids(COMMUNITY)).toEqual(['home', 'street', 'city'])
    expect(await ids(FAR_COMMUNITY)).toEqual(['city'])
    expect(await ids(CITY)).toEqual(['city'])
    app.clock.set('2026-11-30T00:00:00+08:00')
    expect(await ids(COMMUNITY)).toEqual(['home', 'city'])
  })

  it('are text as it was written, in pages', async () => {
    const first = await shown(COMMUNITY, '?limit=1')
    expect(first.items[0]).toEqual({
      id: 'home',
      title: '停水 home',
      text: '今夜停水 <b>勿忘</b>',
      areaCode: COMMUNITY,
      publishedAt: '2026-11-23T01:02:00.000Z',
    })
    const second = await shown(COMMUNITY, `?limit=1&cursor=${first.next}`)
    expect(second).toMatchObject({ items: [{ id: 'city' }], next: null })
  })

  it('are found by their words, those that the terminal shows now', async () => {
    const found = async (q: string, area = COMMUNITY) =>
      (await shown(area, `?q=${encodeURIComponent(q)}`)).items.map(({ id }: { id: string }) => id).sort()
    app.clock.set('2026-11-29T23:59:59+08:00')
    expect(await found('今晚停水')).toEqual([])
    expect(await found('停水今夜')).toEqual(['city', 'home', 'street'])
    expect(await found('停水', FAR_COMMUNITY)).toEqual(['city'])
    expect(await found('ＨＯＭＥ')).toEqual(['home'])
    app.clock.set('2026-11-30T00:00:00+08:00')
    expect(await found('停水')).toEqual(['city', 'home'])
    await app.deliver('information-network.notice-published', { noticeId: 'home', title: '来电', text: '已经恢复', areaCode: COMMUNITY })
    expect([await found('停水'), await found('恢复')]).toEqual([['city'], ['home']])
  })

  it('are for terminals, and take no other question', async () => {
    await app.as('worker').get('/api/kiosk/notices').expect(403)
    await aTerminal(app)
      .get('/api/kiosk/notices?areaCode=320600000000')
      .expect(400, { errors: [{ field: 'areaCode' }] })
    await aTerminal(app)
      .get('/api/kiosk/notices?limit=201')
      .expect(400, { errors: [{ field: 'limit' }] })
  })
})
