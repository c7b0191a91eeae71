import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { NoticesService } from './notices.service'

/** A group of its own: the board can be dropped and rebuilt from the notices' events. */
@EventHandlers('kiosk.notices')
export class NoticesHandlers {
  constructor(private readonly notices: NoticesService) {}

  @OnEvent('information-network.notice-published')
  async keepNotice(notice: Received<'information-network.notice-published'>) {
    await this.notices.keep(notice)
  }
}
