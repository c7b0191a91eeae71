import { decodeCursor, encodeCursor } from './cursor'
import { MISSING } from './keys'

describe('a cursor', () => {
  it.each([
    { key: '完成', id: 'a' },
    { key: 1763762400000, id: 'b' },
    { key: MISSING, id: 'c' },
  ])('goes to the place it came from: %j', (place) => {
    const cursor = encodeCursor(place, '-due')
    expect(cursor).toMatch(/^[\w-]+$/)
    expect(decodeCursor(cursor, '-due')).toEqual(place)
  })

  it('belongs to one order', () => {
    expect(() => decodeCursor(encodeCursor({ key: 1, id: 'a' }, 'due'), '-due')).toThrow(
      expect.objectContaining({ code: 'invalid-cursor', details: { field: 'cursor' } }),
    )
  })
})
