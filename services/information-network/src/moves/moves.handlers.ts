import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { MovesService } from './moves.service'

@EventHandlers('information-network')
export class MovesHandlers {
  constructor(private readonly moves: MovesService) {}

  @OnEvent('information-network.move-accepted')
  async carryOut({ data: { moveId } }: Received<'information-network.move-accepted'>) {
    await this.moves.carryOut(moveId)
  }

  @OnEvent('information-network.resident-updated')
  async follow({ data: { residentId, areaCode } }: Received<'information-network.resident-updated'>) {
    await this.moves.follow(residentId, areaCode)
  }
}
