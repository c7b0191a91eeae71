import type { Staff } from '@yiwang/auth'
import { Broadcast } from '@yiwang/platform'
import { Subject } from 'rxjs'
import { TicketNews } from './ticket-news.service'

class Aloud extends Broadcast {
  readonly all = new Subject<object>()
  publish = (_channel: object, message: object) => this.all.next(message)
  messages = <M extends object>() => this.all.asObservable() as never as import('rxjs').Observable<M>
}

const worker: Staff = { id: 'staff-1', account: 'worker', name: '王敏', role: 'worker', areaCode: '320613004006' }
const ticket = (version: number) => ({ id: 'ticket-1', version, visibleTo: ['320613004006'] }) as never

describe('news of tickets', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())

  it('begins at once, and keeps the line open where there is none', () => {
    const stream = new TicketNews(new Aloud()).stream(worker)
    expect(String(stream.read())).toBe(': open\n\n')
    jest.advanceTimersByTime(30_000)
    expect(String(stream.read())).toBe(': still here\n\n: still here\n\n')
  })

  it('ends when the token that opened it does', async () => {
    const broadcast = new Aloud()
    const stream = new TicketNews(broadcast).stream(worker).resume()
    const ended = jest.fn()
    stream.once('end', ended)
    jest.advanceTimersByTime(15 * 60_000)
    jest.useRealTimers()
    await new Promise(setImmediate)
    expect(ended).toHaveBeenCalled()
    expect(broadcast.all.observed).toBe(false)
  })

  it('reaches those who see the ticket, and those who saw it until now', () => {
    const news = new TicketNews(new Aloud())
    const own = news.stream(worker)
    const former = news.stream({ ...worker, unitId: 'water' })
    news.tell(ticket(1))
    news.tell(ticket(2), ['water'])
    expect(String(own.read())).toContain(
      'event: ticket\ndata: {"id":"ticket-1","version":1}\n\nevent: ticket\ndata: {"id":"ticket-1","version":2}\n\n',
    )
    expect(String(former.read())).toBe(': open\n\nevent: ticket\ndata: {"id":"ticket-1","version":2}\n\n')
  })

  it('lets go of who left, and of who does not read', async () => {
    const broadcast = new Aloud()
    const news = new TicketNews(broadcast)
    const left = news.stream(worker)
    const asleep = news.stream(worker)
    left.destroy()
    for (let version = 1; version < 3000; version++) news.tell(ticket(version))
    jest.useRealTimers()
    await new Promise(setImmediate)
    expect(asleep.destroyed).toBe(true)
    expect(broadcast.all.observed).toBe(false)
  })
})
