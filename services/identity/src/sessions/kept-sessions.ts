import { type Decision, DomainError } from '@yiwang/domain'
import type { Collection, Stored } from '@yiwang/persistence'
import { eachBy } from '@yiwang/platform'
import type { EndedSessionsService } from './ended-sessions.service'
import { type AnySession, type RefreshToken, readToken } from './session'

/** The sessions of one kind of people: found by their token, and ended so that no token of theirs opens anything any more. */
export class KeptSessions<S extends AnySession> {
  constructor(
    private readonly sessions: Collection<S>,
    private readonly ended: EndedSessionsService,
    private readonly end: (session: S, why: NonNullable<S['ended']>) => Decision<S> | undefined,
  ) {}

  /** Throws `not-signed-in` where it names none. */
  async find(token: string | undefined): Promise<RefreshToken & { session: Stored<S> }> {
    const parts = readToken(token)
    const session = parts && (await this.sessions.get(parts.sessionId))
    if (!parts || !session) throw new DomainError('not-signed-in')
    return { ...parts, session }
  }

  async close({ id }: Pick<S, 'id'>, why: NonNullable<S['ended']>): Promise<void> {
    await this.tellOf(await this.sessions.change(id, (session) => this.end(session, why)))
  }

  /** Of those that ended since: a process that ended at that moment may not have told it. */
  async tellAgain(since: Date): Promise<void> {
    for await (const session of eachBy(this.sessions, { endedAt: { gte: since } }, 'endedAt')) await this.tellOf(session)
  }

  /** What was opened by it is shut. */
  async tellOf({ sid }: Pick<S, 'sid'>): Promise<void> {
    if (sid) await this.ended.tell(sid)
  }
}
