import { end } from '../sessions/session'
import { actBy, openResidentSession, type ResidentSession, refreshResidentSession } from './resident-session'

const now = new Date('2026-12-01T09:00:00+08:00')
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const lasting = { idleMs: 30 * 60_000, wholeMs: 60 * 60_000 }
const opened = openResidentSession('r', 'secret', lasting, now, 'p'.repeat(24)).set as ResidentSession
const refreshed = (session: ResidentSession, secret: string, next: string, at: Date) =>
  ({ ...session, ...refreshResidentSession(session, secret, next, lasting, at)?.set }) as ResidentSession

describe('a resident’s session', () => {
  it('is opened under its proof, for as long as there is a sign of them', () => {
    expect(opened).toMatchObject({ id: 'p'.repeat(24), accountId: 'r', idleUntil: after(30), expiresAt: after(60) })
  })

  it('goes on with each refresh, and not beyond its whole time', () => {
    const second = refreshed(opened, 'secret', 'second', after(29))
    expect(second.idleUntil).toEqual(after(59))
    const third = refreshed(second, 'second', 'third', after(50))
    expect(third.idleUntil).toEqual(after(60))
    expect(refreshed(third, 'third', 'x', after(60)).ended).toBe('idle')
  })

  it('is over where nothing was heard for half an hour', () => {
    expect(refreshed(opened, 'secret', 'second', after(30))).toMatchObject({ ended: 'idle', endedAt: after(30) })
  })

  it('ends where a used token comes again', () => {
    const third = refreshed(refreshed(opened, 'secret', 'second', after(1)), 'second', 'third', after(2))
    expect(refreshed(third, 'secret', 'x', after(3)).ended).toBe('reused')
  })

  it('acts for another, and for oneself again, with other tokens each time', () => {
    const acting = { ...opened, ...actBy(opened, undefined, 'p')?.set } as ResidentSession
    expect(acting.acting).toBe('p')
    expect(acting.sid).not.toBe(opened.sid)
    expect(actBy(acting, undefined, 'p')).toBeUndefined()
    const back = { ...acting, ...actBy(acting, undefined, undefined)?.set } as ResidentSession
    expect(back.acting).toBeUndefined()
    expect([opened.sid, acting.sid]).not.toContain(back.sid)
    const ended = end(acting, 'reused', now)
    expect(actBy(acting, ended, undefined)).toBe(ended)
  })

  it('ends once', () => {
    const ended = { ...opened, ...end(opened, 'signed-out', now)?.set } as ResidentSession
    expect(end(ended, 'signed-out', after(1))).toBeUndefined()
    expect(() => refreshed(ended, 'secret', 'x', after(1))).toThrow('not-signed-in')
  })
})
