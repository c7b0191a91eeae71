import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { TerminalsService } from './terminals.service'

@EventHandlers('kiosk')
export class TerminalsHandlers {
  constructor(private readonly terminals: TerminalsService) {}

  @OnEvent('identity.terminal-registered')
  async keepTerminal({ data }: Received<'identity.terminal-registered'>) {
    await this.terminals.keep(data)
  }
}
