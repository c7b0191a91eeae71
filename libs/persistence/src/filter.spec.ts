import { alternatives, meets } from './filter'

describe('a filter', () => {
  it('becomes alternatives of plain conjunctions', () => {
    expect(alternatives({})).toEqual([[]])
    expect(alternatives({ a: 1, b: { in: [2, 3] } })).toEqual([
      [
        ['a', 1],
        ['b', 2],
      ],
      [
        ['a', 1],
        ['b', 3],
      ],
    ])
    expect(alternatives({ a: 1, or: [{ b: 2 }, { a: 3, c: { gt: 4 } }] })).toEqual([
      [
        ['b', 2],
        ['a', 1],
      ],
      [
        ['a', 3],
        ['c', { gt: 4 }],
        ['a', 1],
      ],
    ])
  })

  it('with nothing to choose from finds nothing', () => {
    expect(alternatives({ a: 1, or: [] })).toEqual([])
    expect(alternatives({ a: { in: [] } })).toEqual([])
  })

  it.each([undefined, null, {}, { $gt: '' }, { gt: { $gt: '' } }, { gt: undefined }, { in: 'x' }, { in: [{}] }, { exists: 'yes' }, []])(
    'refuses %p as a condition',
    (value) => {
      expect(() => alternatives({ a: value as never })).toThrow(
        expect.objectContaining({ code: 'invalid-value', details: expect.objectContaining({ field: 'a' }) }),
      )
    },
  )
})

describe('a condition', () => {
  it.each<[unknown, never, boolean]>(
    [
      ['a', 'a', true],
      [undefined, 'a', false],
      [['a', 'b'], 'b', true],
      [new Date(5), new Date(5), true],
      [5, { gt: 4, lte: 5 }, true],
      [5, { gt: 5 }, false],
      [undefined, { lt: 9 }, false],
      ['5', { gt: 4 }, false],
      [[1, 9], { gt: 3, lt: 5 }, false],
      [0, { exists: true }, true],
      [null, { exists: true }, false],
      [undefined, { exists: false }, true],
      [false, false, true],
    ].map(([value, condition, holds]) => [value, condition, holds] as [unknown, never, boolean]),
  )('%p meets %p: %p', (value, condition, holds) => {
    expect(meets(value, condition)).toBe(holds)
  })
})
