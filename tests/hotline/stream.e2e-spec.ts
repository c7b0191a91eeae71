import type { AddressInfo } from 'node:net'
import { type Staff, signAccessToken } from '@yiwang/auth'
import { CITY, COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, type ServicesUnderTest, startService, testKey } from '@yiwang/testing'
import { HotlineModule } from '../../services/hotline/src'
import { aTicket, people, tickets } from './given'

let app: ServicesUnderTest
let origin: string
beforeAll(async () => {
  app = await startService(HotlineModule)
  await app.nest.listen(0, '127.0.0.1')
  origin = `http://127.0.0.1:${(app.nest.getHttpServer().address() as AddressInfo).port}`
})

const staffOf = (areaCode: string, more: Partial<Staff>): Staff => ({
  id: `watcher-${areaCode}`,
  account: 'worker',
  name: '值班员',
  role: 'worker',
  areaCode,
  ...more,
})
const bearerOf = (more: Partial<Staff>, areaCode = COMMUNITY) => ({
  authorization: `Bearer ${signAccessToken(testKey.privateKey, testKey.jwk.kid, staffOf(areaCode, more), { now: new Date(), seconds: 900 })}`,
})

/** Reads the stream as the portal does, by fetch with the token in its header. */
async function watch(areaCode: string, more: Partial<Staff> = {}) {
  const leaving = new AbortController()
  const response = await fetch(`${origin}${tickets}/stream`, { headers: bearerOf(more, areaCode), signal: leaving.signal })
  const reader = response.ok ? response.body?.pipeThrough(new TextDecoderStream()).getReader() : undefined
  let text = ''
  return {
    response,
    leave: () => leaving.abort(),
    /** The news read so far, once `count` of them are there. */
    async news(count: number): Promise<{ id: string; version: number }[]> {
      const lines = () => [...text.matchAll(/^event: ticket\ndata: (.*)\n\n/gm)]
      while (lines().length < count) {
        const read = await reader?.read()
        if (!read || read.done) throw new Error('the stream has ended')
        text += read.value
      }
      return lines().map(([, data]) => JSON.parse(data))
    },
  }
}

describe('the stream', () => {
  it('tells who watches that a ticket of theirs changed, and nobody else', async () => {
    const { operator, worker } = people(app)
    const [city, community, neighbour, department] = await Promise.all([
      watch(CITY, { role: 'operator' }),
      watch(COMMUNITY),
      watch(OTHER_COMMUNITY),
      watch(FAR_COMMUNITY, { unitId: OTHER_COMMUNITY }),
    ])
    expect(community.response.headers.get('content-type')).toContain('text/event-stream')

    const { id } = (await operator.post(tickets, aTicket()).expect(201)).body
    await operator.post(`${tickets}/${id}/dispatch`, { unitId: COMMUNITY }).expect(201)
    await worker.post(`${tickets}/${id}/return`, { reason: '不属于本社区' }).expect(201)
    await operator.post(`${tickets}/${id}/dispatch`, { unitId: OTHER_COMMUNITY }).expect(201)
    await app.as('worker', { area: OTHER_COMMUNITY }).post(`${tickets}/${id}/return`, { reason: '也不属于本社区' }).expect(201)

    const all = [1, 2, 3, 4, 5].map((version) => ({ id, version }))
    expect(await city.news(5)).toEqual(all)
    expect(await community.news(5)).toEqual(all)
    expect(await neighbour.news(2)).toEqual(all.slice(3))
    expect(await department.news(2)).toEqual(all.slice(3))
    for (const watcher of [city, community, neighbour, department]) watcher.leave()
  })

  it('is for staff, signed in', async () => {
    await app.anonymous().get(`${tickets}/stream`).expect(401)
    await app.as('provider').get(`${tickets}/stream`).expect(403)
    await app.as('terminal').get(`${tickets}/stream`).expect(403)
  })

  it('is open ten times for one account, no more; what left or asked for its headers only does not count', async () => {
    const same = { id: 'watcher-of-many-windows' }
    for (let n = 0; n < 12; n++)
      expect((await app.nest.inject({ method: 'HEAD', url: `${tickets}/stream`, headers: bearerOf(same) })).statusCode).toBe(200)
    const all = await Promise.all(Array.from({ length: 10 }, () => watch(COMMUNITY, same)))
    expect(all.map(({ response }) => response.status)).toEqual(Array(10).fill(200))
    const { response } = await watch(COMMUNITY, same)
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '30'])
    expect(await response.json()).toMatchObject({ code: 'too-many-streams' })

    all[0].leave()
    let another = await watch(COMMUNITY, same)
    while (another.response.status === 429) another = await watch(COMMUNITY, same)
    expect(another.response.status).toBe(200)
    for (const watcher of [another, ...all]) watcher.leave()
  })

  it('ends with the service, and does not hold it up', async () => {
    const watcher = await watch(CITY)
    await app.restart()
    await expect(watcher.news(1)).rejects.toThrow()
  })
})
