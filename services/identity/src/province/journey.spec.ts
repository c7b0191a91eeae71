import { comeBack, type Journey, leave } from './journey'

const now = new Date('2026-12-01T09:00:00+08:00')
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const left = leave({ state: 's', browser: 'b', verifier: 'v', nonce: 'n' }, now).set as Journey

describe('a journey to the province', () => {
  it('ends once, in the browser in which it began, within ten minutes', () => {
    expect(JSON.stringify([left.id, left.browserHash])).not.toMatch(/"[sb]"/)
    expect(comeBack(left, 'b', after(9))).toEqual({ set: { usedAt: after(9) } })
    for (const [journey, browser, at] of [
      [left, 'b', after(10)],
      [left, 'another', now],
      [left, undefined, now],
      [{ ...left, usedAt: now }, 'b', now],
    ] as const)
      expect(() => comeBack(journey, browser, at)).toThrow('journey-over')
  })
})
