import { Body, Controller, Post, Req, Res } from '@nestjs/common'
import { Public } from '@yiwang/auth'
import { Answers, RateLimited, SameOrigin } from '@yiwang/platform'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ProofView } from '../residents/residents.dto'
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
    return { proof: await this.province.end(query, browser) }
  }
}
