import { EndedSessions } from '@yiwang/auth'
import { Subject } from 'rxjs'
import { LocalBroadcast } from '../run/broadcast'
import { EventStreams, type ListeningRequest, type ServerSentEvent } from './event-streams'

const user = { id: 'staff-1', account: 'worker', name: '王敏', role: 'worker', areaCode: '320613004006' } as const
let inForce = true
const request = (more: Partial<ListeningRequest> = {}): ListeningRequest => ({ method: 'GET', user, isInForce: () => inForce, ...more })

describe('a stream of events', () => {
  let streams: EventStreams
  let news: Subject<ServerSentEvent>
  let missed: Subject<void>
  let sessions: EndedSessions
  const open = (more?: Partial<ListeningRequest>) => streams.stream(request(more), news).getStream()
  const settled = () => new Promise(jest.requireActual<typeof import('node:timers')>('node:timers').setImmediate)
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] })
    missed = new Subject()
    sessions = new EndedSessions()
    streams = new EventStreams(Object.assign(new LocalBroadcast(), { missed }), sessions)
    news = new Subject()
    inForce = true
  })
  afterEach(() => jest.useRealTimers())

  it('begins at once, and keeps the line open where there is no news', () => {
    const stream = open()
    expect(String(stream.read())).toBe(': open\n\n')
    jest.advanceTimersByTime(30_000)
    news.next({ event: 'ticket', data: { id: 'a' } })
    expect(String(stream.read())).toBe(': still here\n\n: still here\n\nevent: ticket\ndata: {"id":"a"}\n\n')
    stream.destroy()
  })

  it.each([
    ['its token is over', () => jest.advanceTimersByTime(15_000)],
    ['there would be news', () => news.next({ event: 'ticket', data: { id: 'a' } })],
    ['its session has ended', () => sessions.add(['sid'])],
  ])('ends with the token that opened it, told when %s', async (_, then) => {
    const stream = open()
    let read = ''
    const ended = jest.fn()
    stream.on('data', (chunk) => {
      read += chunk
    })
    stream.once('end', ended)
    inForce = false
    then()
    await settled()
    expect(ended).toHaveBeenCalled()
    expect(read).toBe(': open\n\n')
    expect(news.observed).toBe(false)
  })

  it('ends with its connection, and for whoever does not read', async () => {
    const left = open()
    const asleep = open()
    left.destroy()
    for (let n = 0; n < 9000; n++) news.next({ event: 'ticket', data: { id: `ticket-${n}` } })
    await settled()
    expect(asleep.destroyed).toBe(true)
    expect(news.observed).toBe(false)
  })

  it('ends with the process', () => {
    open()
    streams.beforeApplicationShutdown()
    expect(news.observed).toBe(false)
  })

  it('ends where something may have been missed, so that whoever listens asks once for all of it', () => {
    const stream = open()
    missed.next()
    expect(news.observed).toBe(false)
    expect(stream.destroyed).toBe(false)
  })

  it('writes once what many are told', () => {
    const written = jest.fn(() => ({ id: 'a' }))
    const streams = Array.from({ length: 5 }, () => open())
    news.next({ event: 'ticket', data: { toJSON: written } })
    news.next({ event: 'ticket', data: '{"id":"b"}' })
    expect(written).toHaveBeenCalledTimes(1)
    for (const stream of streams)
      expect(String(stream.read())).toBe(': open\n\nevent: ticket\ndata: {"id":"a"}\n\nevent: ticket\ndata: {"id":"b"}\n\n')
    for (const stream of streams) stream.destroy()
  })

  it('is not listened to for HEAD', () => {
    for (let n = 0; n < 50; n++) open({ method: 'HEAD' })
    expect(news.observed).toBe(false)
  })

  it('is one of ten of an account; when one ends another may begin', async () => {
    const all = Array.from({ length: 10 }, () => open())
    expect(() => open()).toThrow(expect.objectContaining({ code: 'too-many-streams', details: { max: 10, retryAfter: 30 } }))
    open({ user: { ...user, id: 'staff-2' } }).destroy()
    all[3].destroy()
    await settled()
    open().destroy()
    for (const one of all) one.destroy()
    await settled()
    for (let n = 0; n < 10; n++) open()
    expect(() => open()).toThrow()
  })
})
