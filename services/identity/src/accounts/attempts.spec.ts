import { type Attempts, recordAttempt, WRONG_UNTIL_LOCKED_EVERYWHERE } from './attempts'

const now = new Date('2026-11-23T09:00:00+08:00')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const HOME = '203.0.113.7'
const AWAY = '198.51.100.9'
const DAY = 24 * 60

/** What attempts leave behind, one after the other. */
const after = (attempts: Attempts | undefined, network: string, correct: boolean, at = now): Attempts =>
  recordAttempt(attempts, { id: 'id', network, correct }, at)?.set as Attempts
const guessed = (times: number, network = HOME, attempts?: Attempts, at = now): Attempts | undefined =>
  times ? guessed(times - 1, network, after(attempts, network, false, at), at) : attempts
/** Five from each of many networks. */
const crowd = (attempts?: Attempts, at = now) =>
  Array.from({ length: WRONG_UNTIL_LOCKED_EVERYWHERE / 5 }, (_, n) => `2001:db8:0:${n}::/64`).reduce(
    (all, from) => guessed(5, from, all, at),
    attempts,
  )

const heard = (attempts: Attempts | undefined, network: string, at = now) => {
  try {
    recordAttempt(attempts, { id: 'id', network, correct: true }, at)
    return 'heard'
  } catch (error) {
    return (error as { details: unknown }).details
  }
}

describe('attempts to sign in', () => {
  it('lock the network that five wrong ones came from for 15 minutes, and no other', () => {
    expect(heard(guessed(4), HOME)).toBe('heard')
    expect(heard(guessed(5), HOME)).toEqual({ retryAfter: 900 })
    expect(heard(guessed(5), HOME, later(14.99))).toEqual({ retryAfter: 1 })
    expect(heard(guessed(5), HOME, later(15))).toBe('heard')
    expect(heard(guessed(5), AWAY)).toBe('heard')
  })

  it('count anew after the right one, and a quarter of an hour after the last wrong one', () => {
    expect(heard(guessed(4, HOME, after(guessed(4), HOME, true)), HOME)).toBe('heard')
    expect(heard(guessed(4, HOME, guessed(4), later(15)), HOME, later(15))).toBe('heard')
    expect(heard(guessed(1, HOME, guessed(4), later(14)), HOME, later(14))).toEqual({ retryAfter: 900 })
  })

  it('lock the name everywhere at a hundred, but for where its own people signed in of late', () => {
    const mine = after(undefined, HOME, true)
    const locked = crowd(mine)
    expect(heard(locked, AWAY)).toEqual({ retryAfter: 900 })
    expect(heard(locked, HOME)).toBe('heard')
    expect(heard(guessed(5, HOME, locked), HOME)).toEqual({ retryAfter: 900 })
    expect(heard(crowd(mine, later(31 * DAY)), HOME, later(31 * DAY))).toEqual({ retryAfter: 900 })
    expect(heard(locked, AWAY, later(15))).toBe('heard')
  })

  it('keep little, and no longer than it counts', () => {
    const many = Array.from({ length: 20 }, (_, n) => `198.51.100.${n}`).reduce<Attempts | undefined>(
      (all, from) => after(all, from, true),
      undefined,
    )
    expect(many?.known).toHaveLength(8)
    expect(guessed(1)).toMatchObject({ expiresAt: later(15) })
    expect(after(guessed(1), AWAY, false, later(20))).toMatchObject({ wrong: [{ network: AWAY, times: 1 }], expiresAt: later(35) })
    expect(() => guessed(1, AWAY, crowd())).toThrow(expect.objectContaining({ code: 'account-locked' }))
  })

  it('leave nothing behind where the right one comes from a known place again the same day', () => {
    const mine = after(undefined, HOME, true)
    expect(recordAttempt(mine, { id: 'id', network: HOME, correct: true }, later(60))).toBeUndefined()
    expect(after(mine, HOME, true, later(2 * DAY)).expiresAt).toEqual(later(32 * DAY))
  })
})
