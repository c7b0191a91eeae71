/**
 * What the compiler refuses. Every line below `@ts-expect-error` must not compile; `npm run check` fails where one of them does.
 */
import { eventsOf } from '@yiwang/contracts'
import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'

const event = eventsOf('home-care')

export const published = [
  event('home-care.request-received', { requestId: 'r', source: { service: 'hotline', id: 't' }, residentIds: [], areaCode: '320613004006' }),

  // @ts-expect-error a wrong payload: the area is missing
  event('home-care.request-received', { requestId: 'r', source: { service: 'hotline', id: 't' }, residentIds: [] }),

  // @ts-expect-error a wrong payload: an id is text
  event('home-care.visit-started', { requestId: 1, visitId: 'v', providerId: 'p', source: { service: 'hotline', id: 't' }, residentIds: [], at: '' }),

  // @ts-expect-error an unknown name
  event('home-care.request-forgotten', { requestId: 'r' }),

  // @ts-expect-error another service's event
  event('hotline.ticket-accepted', { ticketId: 't', number: '1', state: 'handling', residentIds: [], unitId: 'u', unitName: 'u' }),
]

@EventHandlers('home-care')
export class Handlers {
  @OnEvent('hotline.ticket-accepted', 'hotline.ticket-closed')
  async either({ data }: Received<'hotline.ticket-accepted' | 'hotline.ticket-closed'>) {
    return data.ticketId
  }

  // @ts-expect-error an unknown name
  @OnEvent('hotline.ticket-forgotten')
  async unknown() {}

  // @ts-expect-error the name carries something else than the parameter says
  @OnEvent('hotline.ticket-accepted')
  async wrong({ data }: Received<'kiosk.need-registered'>) {
    return data.needId
  }

  // @ts-expect-error the parameter holds only one of the two
  @OnEvent('hotline.ticket-accepted', 'hotline.ticket-closed')
  async tooFew({ data }: Received<'hotline.ticket-accepted'>) {
    return data.unitId
  }
}
