import { Controller, Get } from '@nestjs/common'
import { Public } from '@yiwang/auth'
import { Answers, Lines } from '@yiwang/platform'
import { EndedSessionsService } from './ended-sessions.service'

class EndedSessionsView {
  @Lines({ maxItems: 100_000, max: 64, description: 'the `sid` of each session that has ended while a token of it may still be out' }) sids: string[]
}

/** For the other services, where they may not have heard. It opens nothing: what it names is over. */
@Controller('identity/ended-sessions')
@Public()
export class EndedSessionsController {
  constructor(private readonly ended: EndedSessionsService) {}

  @Get()
  @Answers(EndedSessionsView)
  async list() {
    return { sids: await this.ended.all() }
  }
}
