import { madeUp } from './madeUp'

describe('a password that is made up', () => {
  it('can be read out, and is another each time', () => {
    const some = Array.from({ length: 100 }, madeUp)
    for (const one of some) expect(one).toMatch(/^([b-df-hj-km-np-rs-tv-wz][aeiou]){2}(-([b-df-hj-km-np-rs-tv-wz][aeiou]){2}){3}$/)
    expect(new Set(some).size).toBe(100)
  })
})
