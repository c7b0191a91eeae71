import { residentOf } from './own'

describe('what is one’s own', () => {
  it('is theirs whom the token names, and nobody’s where it names nobody', () => {
    expect(residentOf({ residentId: 'resident-1' })).toBe('resident-1')
    for (const token of [{}, { residentId: undefined }, { residentId: '' }])
      expect(() => residentOf(token)).toThrow(expect.objectContaining({ code: 'not-allowed' }))
  })
})
