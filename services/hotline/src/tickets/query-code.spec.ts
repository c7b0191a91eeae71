import { isCodeOf, newQueryCode } from './query-code'

describe('a query code', () => {
  it('is eight digits, and another one each time', () => {
    const codes = Array.from({ length: 1000 }, newQueryCode)
    expect(codes.every((code) => /^\d{8}$/.test(code))).toBe(true)
    expect(new Set(codes).size).toBeGreaterThan(990)
  })

  it('opens its own ticket and no other, and nothing where there is no ticket', () => {
    expect(isCodeOf({ code: '01234567' }, '01234567')).toBe(true)
    expect(isCodeOf({ code: '01234567' }, '1234567')).toBe(false)
    expect(isCodeOf({ code: '01234567' }, '')).toBe(false)
    expect(isCodeOf(undefined, '')).toBe(false)
  })
})
