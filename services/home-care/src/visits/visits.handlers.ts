import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { VisitsService } from './visits.service'

@EventHandlers('home-care')
export class VisitsHandlers {
  constructor(private readonly visits: VisitsService) {}

  @OnEvent('home-care.request-assigned')
  async planVisit(assigned: Received<'home-care.request-assigned'>) {
    await this.visits.plan(assigned)
  }
}
