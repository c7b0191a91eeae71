import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { CallersService } from './callers.service'

@EventHandlers('hotline.callers')
export class CallersHandlers {
  constructor(private readonly callers: CallersService) {}

  @OnEvent('information-network.resident-registered', 'information-network.resident-updated')
  async copyResident({
    name: news,
    data: { residentId, name, phone, areaCode, tags },
  }: Received<'information-network.resident-registered' | 'information-network.resident-updated'>) {
    await this.callers.copy({ id: residentId, name, phone, areaCode, tags }, news === 'information-network.resident-registered')
  }
}
