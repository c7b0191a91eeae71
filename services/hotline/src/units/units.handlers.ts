import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { UnitsService } from './units.service'

@EventHandlers('hotline.units')
export class UnitsHandlers {
  constructor(private readonly units: UnitsService) {}

  @OnEvent('information-network.unit-changed')
  async copyUnit({ data: { unitId, ...unit } }: Received<'information-network.unit-changed'>) {
    await this.units.copy({ id: unitId, ...unit })
  }
}
