import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { CallersService } from './callers.service'

@EventHandlers('hotline.callers')
export class CallersHandlers {
  constructor(private readonly callers: CallersService) {}

  @OnEvent('information-network.resident-registered', 'information-network.resident-updated')
  async copyResident({
    name: news,
    data: { residentId, name, phone, areaCode, tags },
    isErased,
  }: Received<'information-network.resident-registered' | 'information-network.resident-updated'>) {
    // Of whom nobody is to know any more: what takes them away is still to come.
    if (isErased) return
    await this.callers.copy({ id: residentId, name, phone, areaCode, tags }, news === 'information-network.resident-registered')
  }

  @OnEvent('information-network.resident-erased')
  async forgetResident({ data: { residentId } }: Received<'information-network.resident-erased'>) {
    await this.callers.forget(residentId)
  }
}
