import { recordWrong, requireOpen, type Tries } from './tries'

const now = new Date('2026-12-01T09:00:00+08:00')
const after = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
const wrong = (times: number, at = now) => {
  let tries: Tries | undefined
  for (let n = 0; n < times; n++) tries = recordWrong(tries, 'phone', at).set as Tries
  return tries
}

describe('the last four characters', () => {
  it('are tried five times a day for one telephone', () => {
    expect(() => requireOpen(wrong(4), now)).not.toThrow()
    expect(() => requireOpen(wrong(5), after(23))).toThrow(expect.objectContaining({ code: 'recognition-locked', details: { retryAfter: 3600 } }))
    expect(() => recordWrong(wrong(5), 'phone', after(1))).toThrow('recognition-locked')
    expect(() => requireOpen(wrong(5), after(24))).not.toThrow()
    expect(recordWrong(wrong(5), 'phone', after(24)).set.wrong).toBe(1)
  })
})
