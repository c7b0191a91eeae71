import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock, DomainError } from '@yiwang/domain'
import { Recognitions } from '@yiwang/people'
import { type Collection, DuplicateError, InjectCollection, type Stored } from '@yiwang/persistence'
import { Every, SecurityLog, takeAll } from '@yiwang/platform'
import { residentSettings } from '../config'
import { ProxiesService } from '../proxies/proxies.service'
import type { FamilyProxy } from '../proxies/proxy'
import { newSecret } from '../secrets'
import { EndedSessionsService, TOLD_FOR_MS } from '../sessions/ended-sessions.service'
import { KeptSessions } from '../sessions/kept-sessions'
import { end, writeToken } from '../sessions/session'
import { proofIdOf } from './arrival.cookie'
import type { ResidentAccount } from './resident-account'
import { ResidentAccountsService } from './resident-accounts.service'
import { actBy, openResidentSession, type ResidentSession, refreshResidentSession } from './resident-session'
import { residentSessionSchema } from './resident-session.schema'

/** A resident is signed in: who, and the token that refreshes it until `idleUntil`. */
export interface ResidentSignedIn {
  account: ResidentAccount
  sid?: string
  token: string
  idleUntil: Date
  /** For whom they act, by what. */
  acting?: Acting
}

interface Acting {
  proxy: FamilyProxy
  person: ResidentAccount
}

@Injectable()
export class ResidentSessionsService implements OnApplicationBootstrap {
  private readonly lasting = residentSettings()
  private readonly log = new Logger(ResidentSessionsService.name)
  private readonly kept: KeptSessions<ResidentSession>

  constructor(
    @InjectCollection(residentSessionSchema) private readonly sessions: Collection<ResidentSession>,
    private readonly accounts: ResidentAccountsService,
    private readonly proxies: ProxiesService,
    private readonly recognitions: Recognitions,
    ended: EndedSessionsService,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
  ) {
    this.kept = new KeptSessions(sessions, ended, (session, why) => end(session, why, clock.now()))
  }

  /** As it is with staff: what a process had no time to tell is told at the next start. */
  async onApplicationBootstrap(): Promise<void> {
    const since = new Date(this.clock.now().getTime() - TOLD_FOR_MS)
    await this.kept.tellAgain(since)
    for await (const account of this.accounts.changedSince(since)) await this.endBefore(account)
  }

  /** Whom the register has recognised; a note is good once, in the browser in which its proof was made. */
  byRecognition(note: string, browser: string | undefined): Promise<ResidentSignedIn> {
    return this.noted('recognition', async () => {
      const { proofId, residentId: id, name, areaCode } = this.recognitions.readRecognition(note)
      if (browser === undefined || proofIdOf(browser) !== proofId) throw new DomainError('note-over')
      const account = await this.accounts.known({ id, name, areaCode })
      return this.open(account, proofId).catch((error) => {
        throw error instanceof DuplicateError ? new DomainError('note-over') : error
      })
    })
  }

  byCard(code: string, pin: string): Promise<ResidentSignedIn> {
    return this.noted('card', async () => this.open(await this.accounts.byCard(code, pin)))
  }

  /** Throws `not-signed-in` where the token, its session or its account is no longer good. What was chosen (`act`) goes on. */
  refresh(token: string | undefined): Promise<ResidentSignedIn> {
    return this.goOn(token, ({ acting }) => acting)
  }

  /** To act for another by what was agreed with them, or for oneself again: the same session, another token. `not-found` for what is none of theirs, or has ended. */
  async act(token: string | undefined, proxyId: string | undefined): Promise<ResidentSignedIn> {
    const { session } = await this.kept.find(token)
    if (proxyId && !(await this.proxies.inForce(proxyId, session.accountId))) throw new DomainError('not-found', { field: 'proxyId' })
    const signedIn = await this.goOn(token, () => proxyId)
    const { acting, account } = signedIn
    const done = { what: 'proxy', outcome: 'done', by: residentOf(account.id) } as const
    if (acting) this.security.note({ ...done, subject: acting.person.id, facts: { proxy: acting.proxy.id, step: 'chosen' } })
    return signedIn
  }

  /** Whoever acts by this acts for themselves again, and every token by which they did is over. */
  async leaveAll(accountId: string, proxyId: string): Promise<void> {
    for await (const session of this.sessions.each({ accountId })) if (session.acting === proxyId) await this.leave(session)
  }

  private async goOn(token: string | undefined, acting: (session: ResidentSession) => string | undefined): Promise<ResidentSignedIn> {
    const { sessionId, secret, session } = await this.kept.find(token)
    const next = newSecret()
    const now = this.clock.now()
    let before: Pick<ResidentSession, 'sid'> = session
    const after = await this.sessions.change(sessionId, (current) => {
      before = current
      return actBy(current, refreshResidentSession(current, secret, next, this.lasting, now), acting(current))
    })
    // What was opened for the other.
    if (before.sid !== after.sid) await this.kept.tellOf(before)
    if (after.ended === 'reused') this.log.warn(`a used refresh token of resident ${session.accountId} came again: the session is ended`)
    if (after.ended) await this.kept.tellOf(after)
    // Asked after the session: whoever was shut out meanwhile was looked for among those that were there.
    const account = await this.accounts.standing(session.accountId, session.createdAt)
    if (!account) await this.kept.close(after, 'account-closed')
    if (!account || after.ended || !after.changed) throw new DomainError('not-signed-in')
    const { sid, acting: by } = await this.standing(after)
    return { account, sid, token: writeToken({ sessionId, secret: after.changed.to }), idleUntil: after.idleUntil, ...(by && { acting: by }) }
  }

  /** For whom a session acts, asked after it was stored: whoever ended that meanwhile looked for those that were there. What has ended is left. */
  private async standing(session: Stored<ResidentSession>): Promise<{ sid?: string; acting?: Acting }> {
    if (!session.acting) return { sid: session.sid }
    const acting = await this.proxies.inForce(session.acting, session.accountId)
    return acting ? { sid: session.sid, acting } : this.leave(session)
  }

  /** Told first: cut off in between, it is still found by what it acts by. */
  private async leave(session: ResidentSession): Promise<{ sid?: string }> {
    const { id, acting } = session
    await this.kept.tellOf(session)
    let before: Pick<ResidentSession, 'sid'> = session
    const left = await this.sessions.change(id, (current) => {
      before = current
      return current.acting === acting ? actBy(current, undefined, undefined) : undefined
    })
    if (before.sid !== session.sid && before.sid !== left.sid) await this.kept.tellOf(before)
    return left
  }

  /** Whoever is not signed in is signed out already. */
  async signOut(token: string | undefined): Promise<void> {
    const found = await this.kept.find(token).catch(() => undefined)
    if (!found) return
    await this.kept.close(found.session, 'signed-out')
    this.security.note({ what: 'sign-out', outcome: 'done', by: residentOf(found.session.accountId) })
  }

  /** A card for whom staff have before them; whoever came in by one of before is out, with every token of theirs. */
  async issueCard(vouch: string, by: Staff): Promise<{ account: ResidentAccount; code: string }> {
    const issued = await this.accounts.issue(vouch, by)
    await this.endBefore(issued.account)
    return issued
  }

  async revokeCard(id: string, by: Staff): Promise<void> {
    await this.endBefore(await this.accounts.revoke(id, by))
  }

  /** First what lets them in, then who is in. */
  async forget(accountId: string): Promise<void> {
    await this.accounts.forget(accountId)
    for await (const session of this.sessions.each({ accountId })) {
      await this.kept.close(session, 'account-closed')
      await this.sessions.remove(session.id)
    }
  }

  /** First what lets them in, then who is in. */
  async shutOut(accountId: string): Promise<void> {
    await this.accounts.shutOut(accountId)
    for await (const session of this.sessions.each({ accountId })) await this.kept.close(session, 'account-closed')
  }

  @Every(60 * 60_000)
  async sweep(): Promise<void> {
    await takeAll(this.sessions, { expiresAt: { lt: this.clock.now() } }, 'expiresAt', ({ id }) => this.sessions.remove(id))
  }

  /** Who came in, and that somebody did not: a secret that is guessed at shows in the security log. */
  private async noted(way: string, enter: () => Promise<ResidentSignedIn>): Promise<ResidentSignedIn> {
    try {
      const signedIn = await enter()
      this.security.note({ what: 'sign-in', outcome: 'done', by: residentOf(signedIn.account.id), facts: { way } })
      return signedIn
    } catch (error) {
      if (error instanceof DomainError) this.security.note({ what: 'sign-in', outcome: 'refused', facts: { way, code: error.code } })
      throw error
    }
  }

  private async open(account: ResidentAccount, id?: string): Promise<ResidentSignedIn> {
    const secret = newSecret()
    const session = await this.sessions.insert(openResidentSession(account.id, secret, this.lasting, this.clock.now(), id))
    // Whoever was shut out since what lets them in was looked at: their session was not among those that were ended.
    const now = await this.accounts.standing(account.id, session.createdAt)
    if (now?.sessionsFrom.getTime() !== account.sessionsFrom.getTime()) {
      await this.kept.close(session, 'account-closed')
      throw new DomainError('not-signed-in')
    }
    return { account, sid: session.sid, token: writeToken({ sessionId: session.id, secret }), idleUntil: session.idleUntil }
  }

  private async endBefore({ id: accountId, sessionsFrom }: ResidentAccount): Promise<void> {
    for await (const session of this.sessions.each({ accountId }))
      if (session.createdAt < sessionsFrom) await this.kept.close(session, 'account-closed')
  }
}

const residentOf = (id: string) => ({ id, role: 'resident' })
