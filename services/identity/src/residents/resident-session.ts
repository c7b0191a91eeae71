import { type Decision, DomainError } from '@yiwang/domain'
import { end, newSid, openSession, rotate, type Session } from '../sessions/session'

/** As staff's, but over as well where nothing was heard of it for a while: a phone is lent and lost. */
export interface ResidentSession extends Omit<Session, 'ended'> {
  idleUntil: Date
  /** By what was agreed with another: the session acts for that person. */
  acting?: string
  ended?: Session['ended'] | 'idle'
}

/** How long it lasts: since it was last refreshed, and at most. */
export interface Lasting {
  idleMs: number
  wholeMs: number
}

const soonest = (...times: Date[]): Date => new Date(Math.min(...times.map(Number)))
const after = (now: Date, ms: number): Date => new Date(now.getTime() + ms)

/** `id` is the proof's, by which it is opened: a proof is good for one session, since nothing can be stored twice under its id. */
export function openResidentSession(
  residentId: string,
  secret: string,
  { idleMs, wholeMs }: Lasting,
  now: Date,
  id?: string,
): Decision<ResidentSession> {
  const { set } = openSession(residentId, secret, now)
  const expiresAt = soonest(set.expiresAt as Date, after(now, wholeMs))
  return { set: { ...set, ...(id && { id }), expiresAt, idleUntil: soonest(expiresAt, after(now, idleMs)) } as Partial<ResidentSession> }
}

/** Throws `not-signed-in` where it is over already. */
export function refreshResidentSession(
  session: ResidentSession,
  secret: string,
  next: string,
  { idleMs }: Lasting,
  now: Date,
): Decision<ResidentSession> | undefined {
  if (session.ended) throw new DomainError('not-signed-in')
  if (session.idleUntil <= now) return end(session, 'idle', now)
  const decision = rotate(session, secret, next, now)
  if (!decision || decision.set.ended) return decision
  return { set: { ...decision.set, idleUntil: soonest(session.expiresAt, after(now, idleMs)) } }
}

/** For another beside what is decided, or for oneself again: its tokens of before are over. */
export const actBy = (
  session: Pick<ResidentSession, 'acting'>,
  decision: Decision<ResidentSession> | undefined,
  acting: string | undefined,
): Decision<ResidentSession> | undefined =>
  acting === session.acting || decision?.set.ended ? decision : { ...decision, set: { ...decision?.set, acting, sid: newSid() } }
