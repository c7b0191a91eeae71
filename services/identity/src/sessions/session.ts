import { type Decision, DomainError } from '@yiwang/domain'
import { hashOf, randomText } from '../secrets'

/** Someone signed in. Its secrets are kept as hashes, and the latest sealed: whoever reads the store can refresh nothing. */
export interface Session {
  id: string
  accountId: string
  /** Names it in access tokens, and opens nothing: another than its id, and another after each change of what its account may do. Sessions of before have none until they are refreshed. */
  sid?: string
  /** Since when it has this one, and the one before: tokens that name that one are over. */
  sidAt?: Date
  sidBefore?: string
  /** The assignment that was chosen for it. */
  assignment?: string
  secretHash: string
  /** The last change of its refresh token: from which secret, to which one, and when. */
  changed?: { from: string; to: string; at: Date }
  /** How often its refresh token was changed for a new one. */
  sequence: number
  createdAt: Date
  expiresAt: Date
  endedAt?: Date
  ended?: 'signed-out' | 'reused' | 'account-closed'
}

/** What every session has, whatever may end it. */
export type AnySession = Omit<Session, 'ended'> & { ended?: string }

/** However often it is refreshed, a session lasts a long shift. */
export const SESSION_MS = 12 * 60 * 60_000

/** How long the secret before the current one is still good: who lost the answer with the new one (a line that broke, a page loaded again) asks once more. */
export const AGAIN_MS = 30_000

/** What a browser holds: `<session>.<secret>`. */
export interface RefreshToken {
  sessionId: string
  secret: string
}

export const newSid = (): string => randomText(18)

export const writeToken = ({ sessionId, secret }: RefreshToken): string => `${sessionId}.${secret}`

export function readToken(token: string | undefined): RefreshToken | undefined {
  const parts = /^([\w-]{24})\.([\w-]{43})$/.exec(token ?? '')
  return parts ? { sessionId: parts[1], secret: parts[2] } : undefined
}

/** Its tokens are over, and it goes on. */
export const renamed = ({ sid }: Pick<Session, 'sid'>, now: Date): Partial<Session> => ({ sid: newSid(), sidAt: now, sidBefore: sid })

/** Its id is unguessable, unlike a ULID: naming a session is enough to end it. */
export function openSession(accountId: string, secret: string, now: Date): Decision<Session> {
  return {
    set: {
      id: randomText(18),
      accountId,
      sid: newSid(),
      secretHash: hashOf(secret),
      sequence: 0,
      createdAt: now,
      expiresAt: new Date(now.getTime() + SESSION_MS),
    },
  }
}

/**
 * Changes the token in hand for the next. The one before it, coming again within `AGAIN_MS`, changes nothing: whoever holds it gets the same successor (`changed.to`).
 * Any other that was changed before is in two hands, and nobody can tell which of them is the thief's: the session ends (RFC 9700, 4.14.2). Throws `not-signed-in`
 * where it is over already.
 */
export function rotate<S extends AnySession>(session: S, secret: string, next: string, now: Date): Decision<S> | undefined {
  if (session.ended || session.expiresAt <= now) throw new DomainError('not-signed-in')
  const { secretHash, changed } = session
  const hash = hashOf(secret)
  if (hash === secretHash) {
    const changed = { from: hash, to: next, at: now }
    const set: Partial<AnySession> = { secretHash: hashOf(next), sequence: session.sequence + 1, changed, ...(!session.sid && { sid: newSid() }) }
    return { set: set as Partial<S> }
  }
  return hash === changed?.from && now.getTime() - changed.at.getTime() < AGAIN_MS
    ? undefined
    : (end<AnySession>(session, 'reused', now) as Decision<S>)
}

/** With another assignment beside what is decided: its tokens of before are over. */
export const changeOver = (
  session: Session,
  decision: Decision<Session> | undefined,
  assignment: string | undefined,
  now: Date,
): Decision<Session> | undefined =>
  assignment === undefined || assignment === session.assignment || decision?.set.ended
    ? decision
    : { ...decision, set: { ...decision?.set, assignment, ...renamed(session, now) } }

export const end = <S extends AnySession>(session: S, why: NonNullable<S['ended']>, now: Date): Decision<S> | undefined =>
  session.ended ? undefined : { set: { endedAt: now, ended: why } as Partial<S> }
