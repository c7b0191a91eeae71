import { Controller, Get } from '@nestjs/common'
import { Public } from '@yiwang/auth'
import { Answers, Lines, RateLimited } from '@yiwang/platform'
import { EndedSessionsService } from './ended-sessions.service'

class EndedSessionsView {
  @Lines({ maxItems: 100_000, max: 64, description: 'the `sid` of each session that has ended while a token of it may still be out' }) sids: string[]
}

/** For the other services, where they may not have heard: each instance asks every ten seconds, and no oftener than once a second, so that the limit is that of twenty behind one address. It opens nothing: what it names is over. */
@Controller('identity/ended-sessions')
@Public()
@RateLimited({ limit: 1200, seconds: 60 })
export class EndedSessionsController {
  constructor(private readonly ended: EndedSessionsService) {}

  @Get()
  @Answers(EndedSessionsView)
  async list() {
    return { sids: await this.ended.all() }
  }
}
