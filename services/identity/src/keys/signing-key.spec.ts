import { makeSigningKey, signingNow } from './signing-key'

const now = new Date('2026-11-23T09:00:00+08:00')
const tomorrow = new Date('2026-11-24T09:00:00+08:00')

describe('signing keys', () => {
  it('are named by what they are (RFC 7638), so that no two share a name', () => {
    const [one, two] = [makeSigningKey('one', now), makeSigningKey('one', now)]
    expect(one.publicKey).toMatchObject({ kty: 'EC', crv: 'P-256', kid: expect.stringMatching(/^[\w-]{43}$/) })
    expect(one.publicKey.kid).not.toBe(two.publicKey.kid)
    expect(one.publicKey).not.toHaveProperty('d')
  })

  it('sign with the newest that is not retired', () => {
    const [old, recent] = [makeSigningKey('old', now), makeSigningKey('recent', tomorrow)]
    expect(signingNow([old, recent])?.id).toBe('recent')
    expect(signingNow([old, { ...recent, retiredAt: tomorrow }])?.id).toBe('old')
    expect(signingNow([{ ...old, retiredAt: tomorrow }])).toBeUndefined()
  })
})
