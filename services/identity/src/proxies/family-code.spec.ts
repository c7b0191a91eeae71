import { grouped } from '../residents/card'
import { newFamilyCode, readFamilyCode } from './family-code'

describe('the code that somebody shows to whoever is to name them', () => {
  it('is read however it was typed', () => {
    const code = newFamilyCode()
    expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/)
    for (const typed of [code, grouped(code), code.toLowerCase(), ` ${grouped(code)} `]) expect(readFamilyCode(typed)).toBe(code)
  })
})
