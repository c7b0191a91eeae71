import { may } from './capabilities'

describe('what somebody may do', () => {
  it('follows from their role, and is nothing where the role has no place in the table', () => {
    expect(may({ role: 'operator' }, 'tickets.dispatch')).toBe(true)
    expect(may({ role: 'worker' }, 'tickets.dispatch')).toBe(false)
    expect(may({ role: 'mayor' as never }, 'tickets.read')).toBe(false)
  })
})
