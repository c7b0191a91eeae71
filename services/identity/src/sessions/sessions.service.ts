import { Injectable, Logger } from '@nestjs/common'
import { Clock, DomainError } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { Every, takeAll } from '@yiwang/platform'
import type { Account } from '../accounts/account'
import { Credentials } from '../accounts/credentials.service'
import { end, newSecret, openSession, readToken, rotate, type Session, writeToken } from './session'
import { sessionSchema } from './session.schema'

/** Someone is signed in: who, and the token that refreshes it until `expiresAt`. */
export interface SignedIn {
  account: Account
  token: string
  expiresAt: Date
}

@Injectable()
export class SessionsService {
  private readonly log = new Logger(SessionsService.name)

  constructor(
    @InjectCollection(sessionSchema) private readonly sessions: Collection<Session>,
    private readonly credentials: Credentials,
    private readonly clock: Clock,
  ) {}

  /** `network`: where the password comes from. */
  async signIn(name: string, password: string, network: string): Promise<SignedIn> {
    const account = await this.credentials.verify(name, password, network)
    const secret = newSecret()
    const session = await this.sessions.insert(openSession(account.id, secret, this.clock.now()))
    return { account, token: writeToken({ sessionId: session.id, secret }), expiresAt: session.expiresAt }
  }

  /** Throws `not-signed-in` where the token, its session or its account is no longer good. */
  async refresh(token: string | undefined): Promise<SignedIn> {
    const { sessionId, secret, session } = await this.find(token)
    const account = await this.credentials.standing(session.accountId, session.createdAt)
    const next = newSecret()
    const now = this.clock.now()
    // Of several at the same moment the first changes the token, and all hear the same new one.
    const after = await this.sessions.change(sessionId, (current) =>
      account ? rotate(current, secret, next, now) : end(current, 'account-closed', now),
    )

    if (after.ended === 'reused') this.log.warn(`a used refresh token of account ${session.accountId} came again: its session is ended`)
    if (!account || after.ended || !after.changed) throw new DomainError('not-signed-in')
    return { account, token: writeToken({ sessionId, secret: after.changed.to }), expiresAt: session.expiresAt }
  }

  /** Whoever is not signed in is signed out already. */
  async signOut(token: string | undefined): Promise<void> {
    const found = await this.find(token).catch(() => undefined)
    if (found) await this.sessions.change(found.sessionId, (session) => end(session, 'signed-out', this.clock.now()))
  }

  /** Takes away what has expired: no token opens it any more. */
  @Every(60 * 60_000)
  async sweep(): Promise<void> {
    await takeAll(this.sessions, { expiresAt: { lt: this.clock.now() } }, 'expiresAt', ({ id }) => this.sessions.remove(id))
  }

  private async find(token: string | undefined) {
    const parts = readToken(token)
    const session = parts && (await this.sessions.get(parts.sessionId))
    if (!parts || !session) throw new DomainError('not-signed-in')
    return { ...parts, session }
  }
}
