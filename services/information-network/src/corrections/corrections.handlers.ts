import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { CorrectionsService } from './corrections.service'

@EventHandlers('information-network')
export class CorrectionsHandlers {
  constructor(private readonly corrections: CorrectionsService) {}

  @OnEvent('information-network.correction-accepted')
  async carryOut({ data: { correctionId } }: Received<'information-network.correction-accepted'>) {
    await this.corrections.carryOut(correctionId)
  }

  @OnEvent('information-network.resident-updated')
  async follow({ data: { residentId, areaCode } }: Received<'information-network.resident-updated'>) {
    await this.corrections.follow(residentId, areaCode)
  }
}
