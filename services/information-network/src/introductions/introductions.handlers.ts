import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { IntroductionsService } from './introductions.service'

@EventHandlers('information-network')
export class IntroductionsHandlers {
  constructor(private readonly introductions: IntroductionsService) {}

  @OnEvent('home-care.request-received')
  async introduce({ at, data: { residentIds, areaCode } }: Received<'home-care.request-received'>) {
    await this.introductions.forCare(residentIds, areaCode, at)
  }
}
