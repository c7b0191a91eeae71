import { makeNextKey, makeReplacement, makeSigningKey, publishedNow, type SigningKey, signingNow } from './signing-key'

const now = new Date('2026-11-23T09:00:00+08:00')
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const ids = (keys: SigningKey[]) => keys.map(({ id }) => id)
const TOKEN = 900

describe('signing keys', () => {
  const first = makeSigningKey('first', now)
  const next = makeNextKey('next', now)
  const last = makeNextKey('last', after(5_000))
  const all = [first, next, last]

  it('are named by what they are (RFC 7638), so that no two share a name', () => {
    const [one, two] = [makeSigningKey('one', now), makeSigningKey('one', now)]
    expect(one.publicKey).toMatchObject({ kty: 'EC', crv: 'P-256', kid: expect.stringMatching(/^[\w-]{43}$/) })
    expect(one.publicKey.kid).not.toBe(two.publicKey.kid)
    expect(one.publicKey).not.toHaveProperty('d')
  })

  it('sign from when everyone has heard of them, until the next one does', () => {
    expect([0, 59, 60, 5_059, 5_060].map((seconds) => signingNow(all, after(seconds))?.id)).toEqual(['first', 'first', 'next', 'next', 'last'])
    // Also where this instance's clock is behind the one that made the first.
    expect(signingNow([first], after(-60))?.id).toBe('first')
    expect(signingNow([], now)).toBeUndefined()
  })

  it('that were revoked neither sign nor are published; another signs at once, also by a clock that is behind', () => {
    const revoked = { ...next, revokedAt: after(70) }
    const replacement = makeReplacement('replacement', after(70))
    for (const seconds of [40, 70, 5_059]) expect(signingNow([first, revoked, replacement, last], after(seconds))?.id).toBe('replacement')
    expect(ids(publishedNow([first, revoked, replacement], after(70), TOKEN))).toEqual(['first', 'replacement'])
    expect(ids(publishedNow([first, revoked, replacement], after(60 + TOKEN + 60), TOKEN))).toEqual(['replacement'])
  })

  it('are published before they sign, and until their last token has expired', () => {
    expect(ids(publishedNow([first, next], now, TOKEN))).toEqual(['first', 'next'])
    expect(ids(publishedNow([first, next], after(60 + TOKEN + 59), TOKEN))).toEqual(['first', 'next'])
    expect(ids(publishedNow([first, next], after(60 + TOKEN + 60), TOKEN))).toEqual(['next'])
    expect(ids(publishedNow(all, after(60 + TOKEN + 60), TOKEN))).toEqual(['next', 'last'])
    expect(ids(publishedNow(all, after(1_000_000), TOKEN))).toEqual(['last'])
  })
})
