import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common'
import { Public } from '@yiwang/auth'
import { NOTE_MS } from '@yiwang/people'
import { Answers, RateLimited, SameOrigin } from '@yiwang/platform'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { KeysService } from '../keys/keys.service'
import { ProvinceService } from '../province/province.service'
import { newSecret } from '../secrets'
import { ArrivalCookie } from './arrival.cookie'
import { CodesService } from './codes.service'
import { ResidentCookie } from './resident.cookie'
import { ResidentAccountsService } from './resident-accounts.service'
import { ResidentSessionsService, type ResidentSignedIn } from './resident-sessions.service'
import {
  ActFor,
  AskCode,
  CardLookView,
  CheckCode,
  CodeSentView,
  LookAtCard,
  ProofView,
  ResidentSessionView,
  SignInByCard,
  SignInRecognised,
  WaysView,
} from './residents.dto'

/**
 * How residents come in: by a code that their telephone is sent, or by a card from a counter. Thousands of telephones share one address of their network: what guessing
 * comes to is limited by the number, the card and the person.
 */
@Controller('identity/residents')
@Public()
@SameOrigin()
@RateLimited({ limit: 300, seconds: 600 })
export class ResidentsController {
  constructor(
    private readonly codes: CodesService,
    private readonly accounts: ResidentAccountsService,
    private readonly sessions: ResidentSessionsService,
    private readonly keys: KeysService,
    private readonly cookie: ResidentCookie,
    private readonly arrival: ArrivalCookie,
    private readonly province: ProvinceService,
  ) {}

  @Get('ways')
  @Answers(WaysView)
  ways(): WaysView {
    return { phone: this.codes.areSent, card: true, province: this.province.isConnected }
  }

  @Post('codes')
  @RateLimited({ limit: 30, seconds: 600 })
  @Answers(CodeSentView)
  async sendCode(@Body() { phone, language = 'zh-CN' }: AskCode, @Res({ passthrough: true }) reply: FastifyReply): Promise<CodeSentView> {
    const browser = newSecret()
    const until = await this.codes.send(phone, language, browser)
    this.arrival.write(reply, browser, new Date(until.getTime() + NOTE_MS))
    return { until }
  }

  @Post('codes/check')
  @Answers(ProofView)
  async checkCode(@Body() { phone, code }: CheckCode, @Req() request: FastifyRequest): Promise<ProofView> {
    return { proof: await this.codes.check(phone, code, this.arrival.read(request)) }
  }

  @Post('cards/look')
  @Answers(CardLookView)
  async lookAtCard(@Body() { code }: LookAtCard): Promise<CardLookView> {
    return { firstUse: await this.accounts.isFirstUse(code) }
  }

  @Post('sessions')
  @Answers(ResidentSessionView)
  async signIn(
    @Body() { recognition }: SignInRecognised,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ResidentSessionView> {
    const session = this.welcome(await this.sessions.byRecognition(recognition, this.arrival.read(request)), reply)
    this.arrival.clear(reply)
    return session
  }

  @Post('sessions/card')
  @Answers(ResidentSessionView)
  async signInByCard(@Body() { code, pin }: SignInByCard, @Res({ passthrough: true }) reply: FastifyReply): Promise<ResidentSessionView> {
    return this.welcome(await this.sessions.byCard(code, pin), reply)
  }

  @Post('sessions/refresh')
  @RateLimited({ limit: 120, seconds: 60 })
  @Answers(ResidentSessionView)
  async refresh(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<ResidentSessionView> {
    return this.welcome(await this.sessions.refresh(this.cookie.read(request)), reply)
  }

  /** To act for another, who has agreed to it, or for oneself again: the same session, another token. */
  @Post('sessions/acting')
  @RateLimited({ limit: 120, seconds: 60 })
  @Answers(ResidentSessionView)
  async act(
    @Body() { proxyId }: ActFor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ResidentSessionView> {
    return this.welcome(await this.sessions.act(this.cookie.read(request), proxyId), reply)
  }

  @Delete('sessions/current')
  @RateLimited({ limit: 120, seconds: 60 })
  @HttpCode(204)
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.signOut(this.cookie.read(request))
    this.cookie.signOut(reply)
  }

  private welcome({ account, sid, token, idleUntil, acting }: ResidentSignedIn, reply: FastifyReply): ResidentSessionView {
    this.cookie.write(reply, token, idleUntil)
    const { id, name } = account
    // What is another's is theirs: whoever acts for them is named by their own id.
    const { id: residentId, areaCode } = acting?.person ?? account
    const proxy = acting && { id: acting.proxy.id, may: acting.proxy.may }
    const staff = { id, account: id, name, role: 'resident', areaCode, residentId, ...(proxy && { proxy }), ...(sid && { sid }) } as const
    const { accessToken, expiresIn } = this.keys.accessTokenUntil(staff, acting?.proxy.until)
    return { accessToken, expiresIn, resident: { id, name, areaCode: account.areaCode }, ...(acting && { acting: actingAsSeen(acting) }) }
  }
}

const actingAsSeen = ({ proxy: { id: proxyId, relation, may, until }, person: { name } }: NonNullable<ResidentSignedIn['acting']>) => ({
  proxyId,
  name,
  relation,
  may,
  until,
})
