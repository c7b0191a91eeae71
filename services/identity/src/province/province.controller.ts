import { Body, Controller, Post, Req, Res } from '@nestjs/common'
import { Public } from '@yiwang/auth'
import { Clock } from '@yiwang/domain'
import { NOTE_MS } from '@yiwang/people'
import { Answers, RateLimited, SameOrigin } from '@yiwang/platform'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ArrivalCookie, proofIdOf } from '../residents/arrival.cookie'
import { ProofView } from '../residents/residents.dto'
import { newSecret } from '../secrets'
import { ProvinceCookie } from './province.cookie'
import { CameBack, LeaveView } from './province.dto'
import { ProvinceService } from './province.service'

@Controller('identity/residents/province')
@Public()
@SameOrigin()
@RateLimited({ limit: 60, seconds: 600 })
export class ProvinceController {
  constructor(
    private readonly province: ProvinceService,
    private readonly cookie: ProvinceCookie,
    private readonly arrival: ArrivalCookie,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Answers(LeaveView)
  async begin(@Res({ passthrough: true }) reply: FastifyReply): Promise<LeaveView> {
    const { url, browser, until } = await this.province.begin()
    this.cookie.write(reply, browser, until)
    return { url }
  }

  @Post('return')
  @Answers(ProofView)
  async end(@Body() { query }: CameBack, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<ProofView> {
    const browser = this.cookie.read(request)
    this.cookie.clear(reply)
    const kept = newSecret()
    const proof = await this.province.end(query, browser, proofIdOf(kept))
    this.arrival.write(reply, kept, new Date(this.clock.now().getTime() + NOTE_MS))
    return { proof }
  }
}
