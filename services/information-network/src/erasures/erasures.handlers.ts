import { serviceOf } from '@yiwang/contracts'
import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { ErasuresService } from './erasures.service'

const answers = ['information-network.person-erased', 'hotline.person-erased', 'home-care.person-erased', 'kiosk.person-erased'] as const

/** What each service answers of somebody who is to be forgotten. */
@EventHandlers('information-network')
export class ErasuresHandlers {
  constructor(private readonly erasures: ErasuresService) {}

  @OnEvent(...answers)
  async hear({ name, at, data: { residentId, erased, kept } }: Received<(typeof answers)[number]>) {
    const still = kept.map(({ until, ...one }) => ({ ...one, ...(until && { until: new Date(until) }) }))
    await this.erasures.hear(residentId, { service: serviceOf(name), at, erased, kept: still })
  }
}
