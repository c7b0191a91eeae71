import { translator } from '../i18n/language'
import zh from '../i18n/zh-CN.json'

const replaced = {
  addEventListener: () => undefined,
  window: { location: { origin: 'http://here' }, addEventListener: () => undefined },
  navigator: {},
}
for (const [name, value] of Object.entries(replaced)) Object.defineProperty(globalThis, name, { value, configurable: true })

/** What the build writes is not there yet where this runs first: doors by their addresses do. */
const doors = (service: string, paths: Record<string, Record<string, string>>) => () => {
  const { door } = jest.requireActual<typeof import('../api/door')>('../api/door')
  const named = (of: Record<string, string>) =>
    Object.fromEntries(Object.entries(of).map(([name, path]) => [name, door('GET', `/api/${service}/${path}`, {})]))
  return Object.fromEntries(Object.entries(paths).map(([name, of]) => [name, named(of)]))
}
const virtual = { virtual: true }
const corrections = { list: 'own/corrections', propose: 'own/corrections', withdraw: 'own/corrections/{id}/withdraw' }
const register = { record: 'own', household: 'own/household', timeline: 'own/timeline' }
const looks = { list: 'own/looks', doubt: 'own/looks/{id}/doubt' }
jest.doMock('../api/generated/home-care', doors('home-care', { ownRequests: { list: 'own/requests' } }), virtual)
jest.doMock('../api/generated/hotline', doors('hotline', { ownTickets: { list: 'own/tickets', report: 'own/tickets' } }), virtual)
jest.doMock(
  '../api/generated/information-network',
  doors('information-network', { areas: { get: 'areas/{code}' }, own: register, ownCorrections: corrections, ownLooks: looks }),
  virtual,
)

const { asData, asPage, gather } = require('./gather') as typeof import('./gather')
const { mySession } = require('./session') as typeof import('./session')

const t = translator(zh)
const now = new Date('2026-12-01T09:00:00+08:00')
const record = {
  name: '王桂英',
  identityNumber: '11010519491231002X',
  phone: '13800138000',
  address: '<img src=x onerror="alert(1)">',
  areaPath: [{ code: '320613004006', name: '易家桥社区' }],
  tags: ['elderly'],
  registeredAt: '2026-11-01T09:00:00Z',
  source: 'staff',
  kept: [{ kind: 'register' }, { kind: 'matter', years: 3 }],
}
const ticket = (n: number) => ({
  number: `20261201-00000${n}-1`,
  kind: 'help',
  description: `第 ${n} 件`,
  words: { 'zh-CN': '已受理', en: 'Accepted' },
  createdAt: '2026-12-01T00:00:00Z',
})
const look = {
  id: 'look-1',
  at: '2026-12-01T08:00:00Z',
  service: 'hotline',
  kind: 'ticket',
  office: '易家桥社区居委会',
  role: 'worker',
  purpose: 'visit',
  fields: ['phone'],
  doubt: { state: 'answered', askedAt: '2026-12-01T09:00:00Z', words: '那天没有人来', finding: 'in-order', answer: '来过，没有人开门' },
  allowedActions: [],
}
/** Two pages of matters, a look, nothing else. */
const answers: Record<string, object> = {
  '/api/information-network/own': record,
  '/api/information-network/own/household': { role: 'head', members: [] },
  '/api/hotline/own/tickets?limit=200': { items: [ticket(1)], next: 'further' },
  '/api/hotline/own/tickets?limit=200&cursor=further': { items: [ticket(2)], next: null },
  '/api/information-network/own/looks?limit=200': { items: [look], next: null },
}

describe('the copy of all that is somebody’s', () => {
  beforeEach(() => {
    Object.assign(mySession, { get: () => ({ stage: 'in' }), isOver: () => false, token: () => 'mine' })
    globalThis.fetch = async (request) => {
      const { url, headers } = request as Request
      expect(headers.get('authorization')).toBe('Bearer mine')
      return new Response(JSON.stringify(answers[url.replace('http://here', '')] ?? { items: [], next: null }))
    }
  })

  it('has every page of every list, and says what is not in it', async () => {
    const all = await gather()
    const data = JSON.parse(asData(all, t, now))
    expect(Object.keys(data)).toEqual(['madeAt', 'notInIt', 'record', 'household', 'timeline', 'matters', 'care', 'corrections', 'looks'])
    expect(data.matters.map(({ description }: { description: string }) => description)).toEqual(['第 1 件', '第 2 件'])
    expect(data.notInIt).toContain('便民服务亭')
  })

  it('is read as words, whatever they are', async () => {
    const page = asPage(await gather(), t, 'zh-CN', now)
    for (const word of ['11010519491231002X', '第 2 件', '诉求、服务和更正申请：3 年', '这份副本里没有的', '不列在这里']) expect(page).toContain(word)
    for (const word of ['易家桥社区居委会', '因“上门”看了您诉求中的电话', '那天没有人来', '来过，没有人开门']) expect(page).toContain(word)
    expect(page).not.toContain('<img')
    expect(page).toContain('&#60;img')
  })

  it('that whoever acts for them takes along has nothing of who looked, and says so', async () => {
    Object.assign(mySession, { get: () => ({ stage: 'in', acting: { may: ['see'] } }) })
    const asked: string[] = []
    const before = globalThis.fetch
    globalThis.fetch = (request, more) => {
      asked.push((request as Request).url)
      return before(request, more)
    }
    const all = await gather()
    expect([...all.keys()]).toEqual(['record', 'household', 'timeline', 'matters', 'care', 'corrections'])
    expect(asked.filter((url) => url.includes('looks'))).toEqual([])
    const page = asPage(all, t, 'zh-CN', now)
    expect(page).not.toContain('<h2>谁看过我的信息')
    for (const text of [page, asData(all, t, now)]) expect(text).toContain('谁看过这些信息')
  })

  it('is none where a part of it cannot be had', async () => {
    const before = globalThis.fetch
    globalThis.fetch = async (request, more) =>
      (request as Request).url.includes('home-care') ? new Response('{"code":"store-unavailable"}', { status: 503 }) : before(request, more)
    await expect(gather()).rejects.toMatchObject({ status: 503 })
  })
})
