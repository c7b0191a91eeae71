import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock, DomainError, dayOf } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { Every, eachBy, SecurityLog, takeAll } from '@yiwang/platform'
import type { Account } from '../accounts/account'
import { type Assignment, actingBy, chosen, inForce } from '../accounts/assignment'
import { Credentials } from '../accounts/credentials.service'
import { use } from '../accounts/sleeping'
import { newSecret } from '../secrets'
import { EndedSessionsService, TOLD_FOR_MS } from './ended-sessions.service'
import { KeptSessions } from './kept-sessions'
import { changeOver, end, openSession, renamed, rotate, type Session, writeToken } from './session'
import { sessionSchema } from './session.schema'

/** Someone is signed in: who, as what, and the token that refreshes it until `expiresAt`. */
export interface SignedIn {
  account: Account
  assignment: Assignment
  /** What a token says of them. */
  acting: ReturnType<typeof actingBy>
  /** All that they may change over to. */
  assignments: Assignment[]
  /** Sessions of before have none. */
  sid?: string
  token: string
  expiresAt: Date
}

@Injectable()
export class SessionsService implements OnApplicationBootstrap {
  private readonly log = new Logger(SessionsService.name)
  private readonly kept: KeptSessions<Session>

  constructor(
    @InjectCollection(sessionSchema) private readonly sessions: Collection<Session>,
    private readonly credentials: Credentials,
    private readonly ended: EndedSessionsService,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
  ) {
    this.kept = new KeptSessions(sessions, ended, (session, why) => end(session, why, clock.now()))
  }

  /** What was decided is written first and told then. Where a process ended in between, it is told now. */
  async onApplicationBootstrap(): Promise<void> {
    const since = new Date(this.clock.now().getTime() - TOLD_FOR_MS)
    await this.kept.tellAgain(since)
    for await (const { sidBefore } of eachBy(this.sessions, { sidAt: { gte: since } }, 'sidAt')) await this.kept.tellOf({ sid: sidBefore })
    for await (const account of this.credentials.changedSince(since)) await this.follow(account)
  }

  /** `network`: where the password comes from. */
  async signIn(name: string, password: string, network: string): Promise<SignedIn> {
    return this.begin(await this.credentials.verify(name, password, network))
  }

  /** The second step, of whom the first gave a ticket. */
  async signInByCode(ticket: string, code: string, network: string): Promise<SignedIn> {
    return this.begin(await this.credentials.verifyCode(ticket, code, network))
  }

  private async begin(known: Account): Promise<SignedIn> {
    const secret = newSecret()
    const session = await this.sessions.insert(openSession(known.id, secret, this.clock.now()))
    // Whoever was shut out meanwhile was looked for among sessions that were there.
    const account = await this.credentials.standing(session)
    if (account?.passwordHash !== known.passwordHash) {
      await this.kept.close(session, 'account-closed')
      throw new DomainError('not-signed-in')
    }
    if (use(account, this.clock.now())) await this.credentials.used(account.id)
    const signedIn = this.signedIn(account, session, secret)
    const by = { id: account.id, role: signedIn.assignment.role }
    this.security.note({ what: 'sign-in', outcome: 'done', by, facts: { factor: account.secondFactor !== undefined } })
    return signedIn
  }

  /** Throws `not-signed-in` where the token, its session or its account is no longer good. `assignment`: to work by that one from here on, where it is in force. */
  async refresh(token: string | undefined, assignment?: string): Promise<SignedIn> {
    const { sessionId, secret, session } = await this.kept.find(token)
    if (assignment !== undefined) await this.requireAssignment(session, assignment)
    const next = newSecret()
    const now = this.clock.now()
    // Of several at the same moment the first changes the token, and all hear the same new one.
    const after = await this.sessions.change(sessionId, (current) => changeOver(current, rotate(current, secret, next, now), assignment, now))
    // What was opened for the other assignment.
    if (session.sid !== after.sid) await this.kept.tellOf(session)
    if (after.ended === 'reused') {
      this.log.warn(`a used refresh token of account ${session.accountId} came again: its session is ended`)
      await this.kept.tellOf(after)
    }
    // Asked after the session: what it may do now is what its account may do since.
    const account = await this.credentials.standing(session)
    if (!account) await this.kept.close(after, 'account-closed')
    if (!account || after.ended || !after.changed) throw new DomainError('not-signed-in')
    if (assignment !== undefined) await this.credentials.worksBy(account.id, assignment)
    return this.signedIn(account, after, after.changed.to)
  }

  /** Whoever is not signed in is signed out already. */
  async signOut(token: string | undefined): Promise<void> {
    const found = await this.kept.find(token).catch(() => undefined)
    if (!found) return
    await this.kept.close(found.session, 'signed-out')
    this.security.note({ what: 'sign-out', outcome: 'done', subject: found.session.accountId })
  }

  /** All of an account, with every token of theirs; but the one of this id. */
  async endAll(accountId: string, kept?: string): Promise<void> {
    for await (const session of this.sessions.each({ accountId })) if (session.id !== kept) await this.kept.close(session, 'account-closed')
  }

  /** The session that somebody asks by. */
  async idOf({ id: accountId, sid }: Pick<Staff, 'id' | 'sid'>): Promise<string | undefined> {
    if (sid) for await (const session of this.sessions.each({ accountId })) if (session.sid === sid) return session.id
    return undefined
  }

  /** Sessions of an account that may do something else now go on, and every token of theirs is over: the next says what. Those that are over end. */
  async follow({ id: accountId, rightsAt }: Pick<Account, 'id' | 'rightsAt'>): Promise<void> {
    for await (const session of this.sessions.each({ accountId })) {
      if (session.ended) continue
      if (!(await this.credentials.standing(session))) await this.kept.close(session, 'account-closed')
      else if (rightsAt && (session.sidAt ?? session.createdAt) <= rightsAt) await this.rename(session)
    }
  }

  /** Takes away what has expired: no token opens it any more. */
  @Every(60 * 60_000)
  async sweep(): Promise<void> {
    await takeAll(this.sessions, { expiresAt: { lt: this.clock.now() } }, 'expiresAt', ({ id }) => this.sessions.remove(id))
  }

  private async rename({ id, sid }: Session): Promise<void> {
    if (!sid) return
    await this.sessions.change(id, (current) => (current.sid === sid ? { set: renamed(current, this.clock.now()) } : undefined))
    await this.ended.tell(sid)
  }

  private async requireAssignment(session: Session, wanted: string): Promise<void> {
    const account = await this.credentials.standing(session)
    if (account && !inForce(account, dayOf(this.clock.now())).some(({ id }) => id === wanted))
      throw new DomainError('not-found', { field: 'assignment' })
  }

  private signedIn(account: Account, { id: sessionId, sid, assignment, expiresAt }: Session, secret: string): SignedIn {
    const today = dayOf(this.clock.now())
    // What stands has one.
    const by = chosen(account, today, assignment) as Assignment
    const [acting, assignments] = [actingBy(account, by, today), inForce(account, today)]
    return { account, assignment: by, acting, assignments, sid, token: writeToken({ sessionId, secret }), expiresAt }
  }
}
