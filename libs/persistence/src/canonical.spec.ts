import { canonical } from './canonical'

describe('a value as one text', () => {
  it('is the same whichever order its keys lie in, and whichever are undefined', () => {
    expect(canonical({ b: 1, a: { d: [1], c: undefined }, e: undefined })).toBe(canonical({ a: { d: [1] }, b: 1 }))
    expect(canonical([undefined])).toBe(canonical([null]))
  })

  it('is another for each value', () => {
    const time = new Date('2026-11-29T00:00:00Z')
    const values = [
      ...[
        null,
        true,
        false,
        0,
        1,
        -1,
        1.5,
        Number.NaN,
        '',
        '1',
        'null',
        '~',
        '+',
        '#1;',
        time,
        time.getTime(),
        time.toISOString(),
        `@${time.getTime()};`,
      ],
      ...[
        [],
        {},
        [[]],
        [{}],
        ['a', 'b'],
        ['a"1:b'],
        ['ab'],
        { a: 'b' },
        { a: null },
        { a: ['b'] },
        { ab: '' },
        { a: 'b', c: 'd' },
        { a: { b: 'c' } },
      ],
      ...['"1:a"1:b', '王', '王小', { 王: 1 }, { 'a.b': 1 }, { a: { b: 1 } }],
    ]
    expect(new Set(values.map((value) => canonical(value))).size).toBe(values.length)
  })

  it('is refused for what no document holds', () => {
    for (const value of [new Map(), /x/, Buffer.from('x'), new Set(), class {}]) expect(() => canonical(value)).toThrow(TypeError)
  })
})
