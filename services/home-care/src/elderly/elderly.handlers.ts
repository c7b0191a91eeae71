import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { ElderlyService } from './elderly.service'

/** A group of its own: the register can be dropped and rebuilt from the residents' events. */
@EventHandlers('home-care.elderly')
export class ElderlyHandlers {
  constructor(private readonly elderly: ElderlyService) {}

  @OnEvent('information-network.resident-registered', 'information-network.resident-updated')
  async keepResident({ data }: Received<'information-network.resident-registered' | 'information-network.resident-updated'>) {
    await this.elderly.keep(data)
  }
}
