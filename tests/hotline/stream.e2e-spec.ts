import type { AddressInfo } from 'node:net'
import { type Staff, signAccessToken, unscoped } from '@yiwang/auth'
import { CITY, COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, onDistributedRow, ServicesUnderTest, startService, testKey } from '@yiwang/testing'
import { HotlineModule } from '../../services/hotline/src'
import type { Ticket } from '../../services/hotline/src/tickets/ticket'
import { ticketSchema } from '../../services/hotline/src/tickets/ticket.schema'
import type { TicketView } from '../../services/hotline/src/tickets/ticket.view'
import { TicketWatchers } from '../../services/hotline/src/tickets/ticket-watchers.service'
import { TicketsService } from '../../services/hotline/src/tickets/tickets.service'
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

interface Told {
  id: string
  version: number
  ticket?: TicketView | null
}

/** Reads the stream as the portal does, by fetch with the token in its header. */
async function watch(areaCode: string, more: Partial<Staff> = {}) {
  const leaving = new AbortController()
  const headers = bearerOf(more, areaCode)
  const response = await fetch(`${origin}${tickets}/stream`, { headers, signal: leaving.signal })
  const reader = response.ok ? response.body?.pipeThrough(new TextDecoderStream()).getReader() : undefined
  let text = ''
  const read = <T>(event: string): T[] =>
    [...text.matchAll(new RegExp(`^event: ${event}\\ndata: (.*)\\n\\n`, 'gm'))].map(([, data]) => JSON.parse(data))
  const until = async <T>(event: string, isEnough: (told: T[]) => boolean): Promise<T[]> => {
    while (!isEnough(read(event))) {
      const next = await reader?.read()
      if (!next || next.done) throw new Error('the stream has ended')
      text += next.value
    }
    return read(event)
  }
  return {
    response,
    leave: () => leaving.abort(),
    told: () => read<Told>('ticket'),
    /** What was told of tickets so far, once this one has come to this version. */
    reaches: (id: string, version: number) => until<Told>('ticket', (told) => told.some((one) => one.id === id && one.version >= version)),
    waiting: () => until<object>('waiting', ({ length }) => length > 0),
    /** What the door answers to the same person. */
    ask: async (id: string) => {
      const answer = await app.nest.inject({ url: `${tickets}/${id}`, headers })
      return answer.statusCode === 200 ? answer.json() : answer.statusCode
    },
  }
}
type Watcher = Awaited<ReturnType<typeof watch>>

describe('the stream', () => {
  it('tells who watches what a ticket of theirs is now, as the door answers them, and nobody else anything', async () => {
    const { operator } = people(app)
    const writer = app.as('worker', { id: 'writer' })
    const watchers = await Promise.all([
      watch(CITY, { role: 'operator' }),
      watch(CITY, { role: 'operator', id: 'another' }),
      watch(CITY, { role: 'admin' }),
      watch(CITY, { role: 'coordinator' }),
      watch(COMMUNITY),
      watch(COMMUNITY, { id: 'writer' }),
      watch(FAR_COMMUNITY, { unitId: OTHER_COMMUNITY }),
      watch(OTHER_COMMUNITY),
    ])
    const far = await watch(FAR_COMMUNITY)
    expect(far.response.headers.get('content-type')).toContain('text/event-stream')
    /** The neighbouring community hears of it only once it is theirs. */
    const [neighbour, others] = [watchers.at(-1) as Watcher, watchers.slice(0, -2)]

    for (const by of [operator, writer]) {
      const { id } = (await by.post(tickets, aTicket({ confidential: by === writer })).expect(201)).body
      const steps = [
        () => operator.post(`${tickets}/${id}/dispatch`, { unitId: COMMUNITY }),
        () => writer.post(`${tickets}/${id}/return`, { reason: '不属于本社区' }),
        () => operator.post(`${tickets}/${id}/dispatch`, { unitId: OTHER_COMMUNITY }),
        () => app.as('worker', { area: OTHER_COMMUNITY }).post(`${tickets}/${id}/return`, { reason: '也不属于本社区' }),
      ]
      for (let version = 1; ; version++) {
        const concerned = version < 4 ? others : watchers
        for (const watcher of concerned) {
          const last = (await watcher.reaches(id, version)).at(-1)
          const answer = await watcher.ask(id)
          expect(last).toEqual({ id, version, ticket: answer === 404 ? null : answer })
        }
        if (version > steps.length) break
        await steps[version - 1]().expect(201)
      }
      // It was theirs while it was with them, no more and no longer.
      expect(
        neighbour
          .told()
          .filter((one) => one.id === id)
          .map(({ ticket }) => ticket?.state),
      ).toEqual(['dispatched', undefined])
    }

    const names = (watcher: Watcher) => watcher.told().map(({ ticket }) => ticket && [ticket.confidential, ticket.reporter.name])
    expect(names(watchers[0]).slice(-1)).toEqual([[true, '王**']])
    expect(names(watchers[3]).slice(-1)).toEqual([[true, undefined]])
    expect(names(watchers[4]).slice(-1)).toEqual([[true, undefined]])
    expect(names(watchers[5]).slice(-1)).toEqual([[true, '王**']])
    const own = (await operator.post(tickets, aTicket({ areaCode: FAR_COMMUNITY })).expect(201)).body
    expect((await far.reaches(own.id, 1)).map(({ id }) => id)).toEqual([own.id])
    for (const watcher of [...watchers, far]) watcher.leave()
  })

  it('is read for once, however many watch, and counted once for all who may the same', async () => {
    const { operator } = people(app)
    const { id } = (await operator.post(tickets, aTicket()).expect(201)).body
    const of = (place: string, more: Partial<Staff>) => Array.from({ length: 25 }, (_, n) => watch(place, { ...more, id: `${more.role}-${n}` }))
    const watchers = await Promise.all([...of(CITY, { role: 'operator' }), ...of(COMMUNITY, { role: 'worker' })])
    await app.sweep(TicketWatchers)

    const stored = unscoped(app.collection<Ticket>(ticketSchema))
    const reads = { get: jest.spyOn(stored, 'get'), find: jest.spyOn(stored, 'find'), count: jest.spyOn(stored, 'count') }
    const read = () => Object.values(reads).map(({ mock }) => mock.calls.length)
    // What the change itself reads: whether they see it, twice.
    await operator.post(`${tickets}/${id}/dispatch`, { unitId: COMMUNITY }).expect(201)
    for (const watcher of watchers) expect((await watcher.reaches(id, 2)).at(-1)?.ticket).toMatchObject({ state: 'dispatched' })
    expect(read()).toEqual([2 + 1, 0, 0])

    await app.sweep(TicketWatchers)
    for (const watcher of [watchers[0], watchers[49]]) expect(await watcher.waiting()).toHaveLength(1)
    const [states, audiences] = [3, 2]
    expect(read()).toEqual([2 + 1, audiences * states, audiences * states * 2])
    await app.sweep(TicketWatchers)
    expect(read()).toEqual([2 + 1, audiences * states, audiences * states * 2])

    for (const watcher of watchers) watcher.leave()
    for (const spy of Object.values(reads)) spy.mockRestore()
  })

  it('tells what waits, as its door counts it', async () => {
    const watcher = await watch(CITY, { role: 'operator', id: 'counting' })
    const { operator, worker } = people(app)
    await operator.post(tickets, aTicket({ urgency: 'critical' })).expect(201)
    await app.sweep(TicketWatchers)
    expect((await watcher.waiting()).at(-1)).toEqual((await operator.get(`${tickets}/waiting`).expect(200)).body)
    watcher.leave()
    // Nobody counts for whom nothing waits.
    const admin = await watch(CITY, { role: 'admin' })
    const { id } = (await operator.post(tickets, aTicket()).expect(201)).body
    const waiting = jest.spyOn(app.get(TicketsService), 'waiting')
    await operator.post(`${tickets}/${id}/dispatch`, { unitId: COMMUNITY }).expect(201)
    await worker.post(`${tickets}/${id}/accept`, {}).expect(201)
    await admin.reaches(id, 3)
    await app.sweep(TicketWatchers)
    expect(waiting.mock.calls.filter(([{ role }]) => role === 'admin')).toEqual([])
    waiting.mockRestore()
    admin.leave()
  })

  it('shows nobody anything once their token is over', async () => {
    const { operator } = people(app)
    const watcher = await watch(CITY, { role: 'operator', id: 'disabled since' })
    app.clock.advance(16 * 60_000)
    await operator.post(tickets, aTicket()).expect(201)
    await expect(watcher.reaches('any', 1)).rejects.toThrow('the stream has ended')
    expect(watcher.told()).toEqual([])
    app.clock.advance(-16 * 60_000)
  })

  if (onDistributedRow)
    it('tells at one instance what was done at another', async () => {
      const other = await new ServicesUnderTest({ hotline: HotlineModule }, { directory: app.directory, dataKey: app.dataKey }).start()
      try {
        const watcher = await watch(CITY, { role: 'operator', id: 'at one instance' })
        const { operator } = people(other)
        const { id } = (await operator.post(tickets, aTicket()).expect(201)).body
        await operator.post(`${tickets}/${id}/dispatch`, { unitId: COMMUNITY }).expect(201)
        expect((await watcher.reaches(id, 2)).at(-1)).toEqual({ id, version: 2, ticket: await watcher.ask(id) })
        watcher.leave()
      } finally {
        await other.stop()
      }
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
    await expect(watcher.reaches('any', 1)).rejects.toThrow()
  })
})
