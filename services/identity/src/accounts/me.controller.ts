import { Body, Controller, Get, HttpCode, Post, Put, Req } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers, clientNetwork, RateLimited } from '@yiwang/platform'
import type { FastifyRequest } from 'fastify'
import { ChangeOwnPassword, ConfirmFactor, OfferedFactorView, OfferFactor, OwnAccountView, RecoveryCodesView, RemoveFactor } from './me.dto'
import { MeService } from './me.service'
import { uriOf } from './second-factor'

const asASignIn = { limit: 120, seconds: 60 }

/** One's own account: the only doors that are open to whoever has to put their sign-in right first. */
@Controller('identity/me')
@May('sign-in.own')
export class MeController {
  constructor(private readonly me: MeService) {}

  @Get()
  @Answers(OwnAccountView)
  async get(@CurrentUser() by: Staff) {
    const account = await this.me.get(by)
    const { passwordGiven, secondFactor } = account
    return {
      ...account,
      role: by.role,
      areaCode: by.areaCode,
      passwordIsGiven: passwordGiven !== undefined,
      secondFactor: secondFactor && { since: secondFactor.since, recoveryCodesLeft: secondFactor.recovery.length },
      secondFactorIsNeeded: this.me.isFactorNeeded(account),
    }
  }

  @Put('password')
  @RateLimited(asASignIn)
  @HttpCode(204)
  async changePassword(@Body() body: ChangeOwnPassword, @CurrentUser() by: Staff, @Req() request: FastifyRequest): Promise<void> {
    await this.me.changePassword(body, by, clientNetwork(request))
  }

  @Post('second-factor')
  @RateLimited(asASignIn)
  @Answers(OfferedFactorView)
  async offer(@Body() body: OfferFactor, @CurrentUser() by: Staff, @Req() request: FastifyRequest) {
    const { secret, account } = await this.me.offer(body, by, clientNetwork(request))
    return { secret, uri: uriOf(secret, account) }
  }

  @Post('second-factor/confirm')
  @RateLimited(asASignIn)
  @Answers(RecoveryCodesView)
  async confirm(@Body() body: ConfirmFactor, @CurrentUser() by: Staff) {
    return { recoveryCodes: await this.me.confirm(body, by) }
  }

  @Post('second-factor/remove')
  @RateLimited(asASignIn)
  @HttpCode(204)
  async remove(@Body() body: RemoveFactor, @CurrentUser() by: Staff, @Req() request: FastifyRequest): Promise<void> {
    await this.me.remove(body, by, clientNetwork(request))
  }
}
