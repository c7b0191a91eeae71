import { Body, Controller, Delete, HttpCode, Post, Req, Res } from '@nestjs/common'
import { Public } from '@yiwang/auth'
import { Vault } from '@yiwang/persistence'
import { Answers, cityPhones, clientNetwork, RateLimited, SameOrigin, shown } from '@yiwang/platform'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { dutyOf } from '../accounts/duty'
import { settings } from '../config'
import { ACCESS_TOKEN_SECONDS, KeysService } from '../keys/keys.service'
import { idleMinutesOf } from './idle'
import { SessionCookie } from './session.cookie'
import { ChangeOver, CodeOfTicket, SessionView, SignedInAccount, SignIn } from './sessions.dto'
import { SessionsService, type SignedIn } from './sessions.service'

@Controller('identity/sessions')
@Public()
@SameOrigin()
@RateLimited({ limit: 120, seconds: 60 })
export class SessionsController {
  private readonly needsFactor = settings().SECOND_FACTOR_ROLES
  private readonly idle = settings().IDLE_MINUTES

  constructor(
    private readonly sessions: SessionsService,
    private readonly keys: KeysService,
    private readonly cookie: SessionCookie,
    private readonly vault: Vault,
  ) {}

  @Post()
  @Answers(SessionView)
  async signIn(
    @Body() { account, password }: SignIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    return this.welcome(await this.sessions.signIn(account, password, clientNetwork(request)), reply)
  }

  @Post('second-factor')
  @Answers(SessionView)
  async signInByCode(
    @Body() { ticket, code }: CodeOfTicket,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    return this.welcome(await this.sessions.signInByCode(ticket, code, clientNetwork(request)), reply)
  }

  @Post('refresh')
  @Answers(SessionView)
  async refresh(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionView> {
    return this.welcome(await this.sessions.refresh(this.cookie.read(request)), reply)
  }

  /** To work by another of one's assignments: the same session, another token. */
  @Post('assignment')
  @Answers(SessionView)
  async changeOver(
    @Body() { assignment }: ChangeOver,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    return this.welcome(await this.sessions.refresh(this.cookie.read(request), assignment), reply)
  }

  @Delete('current')
  @HttpCode(204)
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.signOut(this.cookie.read(request))
    this.cookie.signOut(reply)
  }

  private welcome({ account, assignment, acting, assignments, sid, token, expiresAt }: SignedIn, reply: FastifyReply): SessionView {
    this.cookie.write(reply, token, expiresAt)
    const staff = shown(SignedInAccount, { ...account, ...acting, must: dutyOf(account, acting.roles, this.needsFactor) })
    return {
      accessToken: this.keys.accessToken({ ...staff, sid }),
      expiresIn: ACCESS_TOKEN_SECONDS,
      account: staff,
      assignment: assignment.id,
      assignments,
      phoneAreaCode: cityPhones().areaCode,
      idleMinutes: idleMinutesOf(acting.roles, this.idle),
      draftKey: this.vault.of('identity').hash(account.id, 'identity.drafts'),
    }
  }
}
