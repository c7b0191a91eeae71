import { birthDateIn, checkCharacter, requireIdentityNumber, sexIn } from './identity-number'

const now = new Date('2026-11-22T10:00:00+08:00')
const valid = (number: string) => {
  requireIdentityNumber(number, now)
  return true
}
const refused = expect.objectContaining({ code: 'invalid-identity-number', details: { field: 'identityNumber' } })

// The standard's own examples (GB 11643-1999, annex A).
const examples = ['11010519491231002X', '440524188001010014']

describe('an identity number', () => {
  it.each(examples)('%s is valid, as the standard says', (number) => {
    expect(valid(number)).toBe(true)
    expect(checkCharacter(number)).toBe(number[17])
  })

  it('tells the day of birth, and the sex', () => {
    expect(examples.map(birthDateIn)).toEqual(['1949-12-31', '1880-01-01'])
    expect(examples.map(sexIn)).toEqual(['female', 'male'])
  })

  it('is refused with any single digit changed', () => {
    for (const number of examples) {
      for (let at = 0; at < 17; at++) {
        for (const digit of '0123456789') {
          const wrong = number.slice(0, at) + digit + number.slice(at + 1)
          if (wrong !== number) expect(() => valid(wrong)).toThrow(refused)
        }
      }
    }
  })

  it.each([
    ['too short', '1101051949123100'],
    ['of the old form with 15 digits', '110105491231002'],
    ['with a small x', '11010519491231002x'],
    ['with a day that does not exist', '32061320230229001'],
    ['with a birth in the future', '32061320261123001'],
    ['without a month', '32061319490031001'],
    ['of letters', 'ABCDEFGHIJKLMNOPQR'],
    ['empty', ''],
  ])('is refused %s', (_, number) => {
    expect(() => valid(number.length === 17 ? number + checkCharacter(number) : number)).toThrow(refused)
  })
})
