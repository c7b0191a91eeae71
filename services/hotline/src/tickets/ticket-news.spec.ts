import { Broadcast } from '@yiwang/platform'
import { NEVER, Subject } from 'rxjs'
import { TicketNews } from './ticket-news.service'

class Aloud extends Broadcast {
  readonly missed = NEVER
  readonly isHearing = true
  readonly all = new Subject<object>()
  publish = (_channel: object, message: object) => this.all.next(message)
  messages = <M extends object>() => this.all.asObservable() as never as import('rxjs').Observable<M>
}

describe('news of tickets', () => {
  it('name those who see the ticket, and those who saw it until now, and nothing of what is in it', () => {
    const news = new TicketNews(new Aloud())
    const heard: object[] = []
    news.all().subscribe((one) => heard.push(one))
    const ticket = (version: number) => ({ id: 'ticket-1', version, visibleTo: ['320613004006'], description: '楼道灯坏了' }) as never
    news.tell(ticket(1))
    news.tell(ticket(2), ['water', '320613004006'])
    expect(heard).toEqual([
      { id: 'ticket-1', version: 1, visibleTo: ['320613004006'] },
      { id: 'ticket-1', version: 2, visibleTo: ['320613004006', 'water'] },
    ])
  })
})
