import { isTicketNumber, ticketNumber } from './ticket-number'

const numbers = [1, 9, 90, 1709, 54321, 999_999].map((serial) => ticketNumber('2026-11-22', serial))
const replace = (text: string, at: number, by: string) => text.slice(0, at) + by + text.slice(at + 1)

describe('a ticket number', () => {
  it('is the day, a series of six and a check digit', () => {
    expect(ticketNumber('2026-11-22', 42)).toMatch(/^20261122-000042-\d$/)
    expect(numbers.every(isTicketNumber)).toBe(true)
  })

  it('has the check digit of the published example, 572 -> 4, in front of which zeros change nothing', () => {
    expect(isTicketNumber('00000000-000572-4')).toBe(true)
  })

  it.each(numbers)('%s: every wrong digit is caught', (number) => {
    for (let at = 0; at < number.length; at++) {
      for (const digit of number[at] === '-' ? '' : '0123456789') {
        if (digit !== number[at]) expect(isTicketNumber(replace(number, at, digit))).toBe(false)
      }
    }
  })

  it.each(numbers)('%s: every swap of neighbours is caught, also across a dash', (number) => {
    const places = [...number].flatMap((character, at) => (character === '-' ? [] : [at]))
    for (const [nth, at] of places.slice(0, -1).entries()) {
      const next = places[nth + 1]
      if (number[at] === number[next]) continue
      expect(isTicketNumber(replace(replace(number, at, number[next]), next, number[at]))).toBe(false)
    }
  })

  it.each(['', '20261122-000042', '2026112-0000042-1', '20261122-000042-x', ' 20261122-000042-0', '２０２６１１２２-000042-0'])(
    'is not %p',
    (text) => {
      expect(isTicketNumber(text)).toBe(false)
    },
  )

  it.each([0, -1, 1.5, 1_000_000, Number.NaN])('never has the serial %p', (serial) => {
    expect(() => ticketNumber('2026-11-22', serial)).toThrow(RangeError)
  })
})
