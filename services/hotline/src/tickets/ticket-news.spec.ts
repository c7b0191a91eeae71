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
  it('reach those who see the ticket, and those who saw it until now', () => {
    const news = new TicketNews(new Aloud())
    const heard: [string, object][] = []
    news.of(worker).subscribe(({ data }) => heard.push(['own', data]))
    news.of({ ...worker, unitId: 'water' }).subscribe(({ data }) => heard.push(['former', data]))
    news.tell(ticket(1))
    news.tell(ticket(2), ['water'])
    expect(heard).toEqual([
      ['own', { id: 'ticket-1', version: 1 }],
      ['own', { id: 'ticket-1', version: 2 }],
      ['former', { id: 'ticket-1', version: 2 }],
    ])
  })
})
