import { hashOf, newSecret } from '../secrets'
import { changeOver, end, openSession, readToken, rotate, type Session, writeToken } from './session'

const now = new Date('2026-11-23T09:00:00+08:00')
const later = (hours: number) => new Date(now.getTime() + hours * 60 * 60_000)
const secret = newSecret()
const next = newSecret()
const opened = openSession('account-1', secret, now).set as Session

describe('a session', () => {
  it('keeps no secret, only its hash', () => {
    expect(JSON.stringify(opened)).not.toContain(secret)
    expect(opened).toMatchObject({ secretHash: hashOf(secret), sequence: 0, expiresAt: later(12) })
  })

  it('changes its token for the next, and its end stays', () => {
    expect(rotate(opened, secret, next, later(1))?.set).toEqual({
      secretHash: hashOf(next),
      sequence: 1,
      changed: { from: hashOf(secret), to: next, at: later(1) },
    })
  })

  const seconds = (n: number) => new Date(now.getTime() + n * 1000)
  const rotated: Session = { ...opened, ...rotate(opened, secret, next, now)?.set }

  it('stays as it is when the token before the current one comes again at once: its holder missed the answer', () => {
    expect(rotate(rotated, secret, newSecret(), now)).toBeUndefined()
    expect(rotate(rotated, secret, newSecret(), seconds(29.9))).toBeUndefined()
    // The clock of the instance that changed it was ahead of this one's.
    expect(rotate(rotated, secret, newSecret(), seconds(-2))).toBeUndefined()
  })

  it('ends when a used token comes later, or is not the last one', () => {
    const reused = (at: Date) => ({ endedAt: at, ended: 'reused' })
    expect(rotate(rotated, secret, newSecret(), seconds(30))?.set).toEqual(reused(seconds(30)))
    const twice: Session = { ...rotated, ...rotate(rotated, next, newSecret(), seconds(1))?.set }
    expect(rotate(twice, secret, newSecret(), seconds(2))?.set).toEqual(reused(seconds(2)))
    expect(rotate(twice, newSecret(), newSecret(), seconds(2))?.set).toEqual(reused(seconds(2)))
  })

  it.each([
    ['has expired', opened, later(12)],
    ['has ended', { ...opened, ...end(opened, 'signed-out', now)?.set }, now],
  ])('refreshes nothing once it %s', (_, session, at) => {
    expect(() => rotate(session, secret, next, at)).toThrow(expect.objectContaining({ code: 'not-signed-in' }))
  })

  it('has another name in its tokens than the one that would end it; one of before gets it with its next token', () => {
    expect(opened.sid).toMatch(/^[\w-]{24}$/)
    expect(opened.sid).not.toBe(opened.id)
    const { sid: _, ...before } = opened
    expect(rotate<Session>(before, secret, next, now)?.set.sid).toMatch(/^[\w-]{24}$/)
    expect(rotate(opened, secret, next, now)?.set.sid).toBeUndefined()
  })

  it('is another in its tokens once it is for another assignment', () => {
    const after = changeOver(opened, rotate(opened, secret, next, now), 'a2', now)?.set
    expect(after).toMatchObject({ assignment: 'a2', secretHash: hashOf(next), sequence: 1, sidBefore: opened.sid, sidAt: now })
    expect(after?.sid).not.toBe(opened.sid)
    expect(changeOver({ ...opened, assignment: 'a2' }, undefined, 'a2', now)).toBeUndefined()
    expect(changeOver(opened, end(opened, 'reused', now), 'a2', now)?.set).toEqual({ ended: 'reused', endedAt: now })
  })

  it('ends once, for its first reason', () => {
    expect(end({ ...opened, ended: 'reused' }, 'signed-out', now)).toBeUndefined()
  })
})

describe('a refresh token', () => {
  it('reads back as written', () => {
    const token = { sessionId: opened.id, secret }
    expect(readToken(writeToken(token))).toEqual(token)
  })

  it.each([undefined, '', '.', opened.id, `${opened.id}.${secret}x`, `${opened.id}.${secret}.${secret}`, `${opened.id}.${secret}\n`])(
    'is nothing else: %j',
    (text) => {
      expect(readToken(text)).toBeUndefined()
    },
  )
})
