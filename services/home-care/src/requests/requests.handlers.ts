import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { RequestsService } from './requests.service'

@EventHandlers('home-care')
export class RequestsHandlers {
  constructor(private readonly requests: RequestsService) {}

  @OnEvent('hotline.ticket-referred')
  async receiveReferral(referral: Received<'hotline.ticket-referred'>) {
    if (referral.data.service === 'home-care') await this.requests.receive(referral)
  }

  @OnEvent('home-care.visit-started')
  async followStart({ data: { requestId, visitId, at } }: Received<'home-care.visit-started'>) {
    await this.requests.follow(requestId, { id: visitId, action: 'start', at: new Date(at) })
  }

  @OnEvent('home-care.visit-completed')
  async followCompletion({ data: { requestId, visitId, at, report } }: Received<'home-care.visit-completed'>) {
    await this.requests.follow(requestId, { id: visitId, action: 'complete', at: new Date(at), note: report })
  }

  @OnEvent('home-care.visit-not-done')
  async followFailure({ data: { requestId, visitId, at, reason } }: Received<'home-care.visit-not-done'>) {
    await this.requests.follow(requestId, { id: visitId, action: 'cannot-be-done', at: new Date(at), note: reason })
  }
}
