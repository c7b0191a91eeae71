import { forgetKey, idempotencyKey } from './send'

const door = '/api/hotline/tickets/t/accept'

describe('the key under which something is sent', () => {
  it('is the same while the same is sent again, with words or without', () => {
    expect(idempotencyKey(door, undefined)).toMatch(/^[0-9a-f]{32}$/)
    expect(idempotencyKey(door, undefined)).toBe(idempotencyKey(door, undefined))
    expect(idempotencyKey(door, { note: 'a' })).toBe(idempotencyKey(door, { note: 'a' }))
  })
  it('is another for another file, or for the same one written anew', () => {
    const keyOf = (words: string, lastModified = 1) => idempotencyKey(door, { file: new File([words], '名册.csv', { lastModified }) })
    const first = keyOf('a')
    expect(keyOf('a')).toBe(first)
    expect(keyOf('a', 2)).not.toBe(first)
    expect(keyOf('ab')).not.toBe(keyOf('a'))
  })
  it('is another for other words, and for the same ones once they have arrived', () => {
    const first = idempotencyKey(door, { note: 'a' })
    expect(idempotencyKey(door, { note: 'b' })).not.toBe(first)
    const second = idempotencyKey(door, { note: 'b' })
    forgetKey(door)
    expect(idempotencyKey(door, { note: 'b' })).not.toBe(second)
  })
})
