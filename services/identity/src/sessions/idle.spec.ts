import { idleMinutesOf } from './idle'

describe('somebody who is not there', () => {
  it('is signed out by the strictest of their roles, and a terminal never', () => {
    const idle = { all: 30, of: { admin: 15, duty: 120 } }
    expect(idleMinutesOf(['worker'], idle)).toBe(30)
    expect(idleMinutesOf(['worker', 'admin'], idle)).toBe(15)
    expect(idleMinutesOf(['duty'], idle)).toBe(120)
    expect(idleMinutesOf(['terminal'], idle)).toBeUndefined()
  })
})
