import { keysOfReporter, reporterKeys } from './own-tickets'

const reporter = { residentId: 'resident-1', name: '王桂英' }
const ticket = { reporter, confidential: false, kind: 'help' as const }
const mine = keysOfReporter('resident-1', { themselves: true })
const leads = (keys: string[]) => keys.some((key) => mine.includes(key))

describe('what somebody reported', () => {
  it('leads to them where it is known that it was they', () => {
    expect(leads(reporterKeys(ticket))).toBe(true)
    expect(leads(reporterKeys({ ...ticket, reporter: { ...reporter, residentId: 'resident-2' } }))).toBe(false)
    expect(reporterKeys({ ...ticket, reporter: { ...reporter, claimed: true } })).toEqual([])
    expect(reporterKeys({ ...ticket, reporter: { name: '王桂英' } })).toEqual([])
  })

  it('in confidence shares no key with their other matters, and is nobody’s who acts for them', () => {
    const secret = [
      { ...ticket, confidential: true },
      { ...ticket, kind: 'report' as const },
    ]
    for (const one of secret) {
      const keys = reporterKeys(one)
      expect(leads(keys)).toBe(true)
      expect(keys).not.toEqual(reporterKeys(ticket))
      expect(keysOfReporter('resident-1', { themselves: false })).not.toEqual(expect.arrayContaining(keys))
    }
  })
})
