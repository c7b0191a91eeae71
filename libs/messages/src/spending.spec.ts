import { runInContext } from '@yiwang/persistence'
import { Budgets, LocalMemory, type Noted, type SecurityLog } from '@yiwang/platform'

import { type Limits, limits } from './limits'
import { Spending } from './spending'

const MINUTE_MS = 60_000
const small: Limits = { ...limits[0], anHour: { codes: 50, codesAtOneAddress: 10, others: 5 } }

function aCity(terms: readonly Limits[] = limits) {
  let now = new Date('2026-12-01T08:00:00+08:00').getTime()
  const clock = { now: () => new Date(now) }
  const noted: Noted[] = []
  const security = { note: async (one: Noted) => void noted.push(one) } as unknown as SecurityLog
  const spending = new Spending(new Budgets(new LocalMemory().tallies, clock), security, clock, terms)
  const asking = (what: () => Promise<unknown>) => (from: string) =>
    runInContext({ correlation: 'c', asked: { from, door: 'POST /api/identity/residents/codes' } }, what).then(
      () => true,
      (error) => (error.code === 'messages-spent' ? false : Promise.reject(error)),
    )
  const code = asking(() => spending.take('code'))
  const room = asking(() => spending.requireRoom())
  return { spending, noted, code, room, pass: (ms: number) => (now += ms) }
}

const granted = async (tries: Promise<boolean>[]) => (await Promise.all(tries)).filter(Boolean).length

describe('what a city sends in an hour', () => {
  it('is enough for a morning: two thousand at home, and a hall of fifty behind one address', async () => {
    const { code, pass, noted } = aCity()
    let sent = 0
    for (let minute = 0; minute < 50; minute++) {
      sent += await granted(Array.from({ length: 40 }, (_, n) => code(`10.${minute}.${n}.1`)))
      sent += await granted([code('192.0.2.1')])
      pass(MINUTE_MS)
    }
    expect([sent, noted]).toEqual([50 * 41, []])
  })

  it('ends for a stranger with many numbers at one address, and for nobody else', async () => {
    const { code, noted, pass } = aCity([small])
    expect(await granted(Array.from({ length: 40 }, () => code('203.0.113.9')))).toBe(10)
    expect(await code('203.0.113.10')).toBe(true)
    expect(noted).toEqual([{ what: 'message', outcome: 'refused', facts: { budget: 'codes-at', code: 'address-spent' } }])
    pass(60 * MINUTE_MS)
    expect(await code('203.0.113.9')).toBe(true)
  })

  it('is asked for before anything is kept, which counts none and is told as a refusal is', async () => {
    const { code, room, noted } = aCity([small])
    for (let n = 0; n < 20; n++) expect(await room('203.0.113.9')).toBe(true)
    expect(await granted(Array.from({ length: 10 }, () => code('203.0.113.9')))).toBe(10)
    expect(await granted([room('203.0.113.9'), room('203.0.113.9'), room('203.0.113.10')])).toBe(1)
    expect(noted).toEqual([{ what: 'message', outcome: 'refused', facts: { budget: 'codes-at', code: 'address-spent' } }])
  })

  it('ends for one with many addresses at what the city sends, which is told once', async () => {
    const { code, room, noted, spending } = aCity([small])
    expect(await granted(Array.from({ length: 200 }, (_, n) => code(`10.0.0.${n}`)))).toBe(50)
    expect(noted).toEqual([{ what: 'message', outcome: 'refused', subject: 'city', facts: { budget: 'codes', code: 'city-spent' } }])
    // Whoever asks meanwhile from one address has still all that is theirs.
    for (let n = 0; n < 20; n++) expect(await room('203.0.113.9')).toBe(false)
    expect(noted).toHaveLength(1)
    // What nobody waits for at this moment is of another kind.
    expect(await spending.take('matter')).toBe(0)
  })

  it('makes wait what nobody asked for, until there is room', async () => {
    const { spending, pass } = aCity([small])
    for (let n = 0; n < 5; n++) expect(await spending.take('visit')).toBe(0)
    pass(10 * MINUTE_MS)
    expect(await spending.take('visit')).toBe(50 * MINUTE_MS)
    pass(50 * MINUTE_MS)
    expect(await spending.take('visit')).toBe(0)
  })
})
