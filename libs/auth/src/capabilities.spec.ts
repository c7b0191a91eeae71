import { may, whoMay } from './capabilities'

describe('what somebody may do', () => {
  it('follows from their role, and is nothing where the role has no place in the table', () => {
    expect(may({ role: 'operator' }, 'tickets.dispatch')).toBe(true)
    expect(may({ role: 'worker' }, 'tickets.dispatch')).toBe(false)
    expect(whoMay('visits.carry-out')).toEqual(['provider'])
    expect(may({ role: 'mayor' }, 'tickets.read')).toBe(false)
  })
})
