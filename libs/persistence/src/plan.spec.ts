import type { Conjunction } from './filter'
import { parseSort, plan } from './plan'
import type { Index } from './shape'

const index = (paths: string, unique = false, rest: Partial<Index> = {}): Index => ({
  name: paths,
  fields: paths.split(','),
  carries: [],
  small: false,
  unique,
  partial: unique,
  ...rest,
})
const indexes = [
  index('areas,due'),
  index('areas,state,due'),
  index('state,count'),
  index('state'),
  index('number', true),
  index('state,code', true),
  index('due'),
]
const chosen = (conditions: Conjunction, sort?: string) => plan('tickets', indexes, conditions, sort ? parseSort(sort) : undefined)

describe('the plan of a query', () => {
  it('follows the index that fixes most and ends in the order', () => {
    expect(
      chosen(
        [
          ['areas', 'x'],
          ['state', 'open'],
        ],
        '-due',
      ),
    ).toMatchObject({ index: { name: 'areas,state,due' }, rest: [] })
    expect(
      chosen(
        [
          ['areas', 'x'],
          ['flag', true],
        ],
        'due',
      ),
    ).toMatchObject({ index: { name: 'areas,due' }, rest: [['flag', true]] })
    expect(chosen([['state', 'open']], 'id')).toMatchObject({ index: { name: 'state' } })
    expect(chosen([['number', 'n']], 'id')).toMatchObject({ index: { name: 'number' } })
  })

  it('takes a range on the field that carries the order', () => {
    expect(
      chosen(
        [
          ['state', 'open'],
          ['count', { gt: 1 }],
        ],
        'count',
      ),
    ).toMatchObject({ index: { name: 'state,count' }, range: ['count', { gt: 1 }], rest: [] })
    expect(chosen([['due', { gt: 1 }]], 'due')).toMatchObject({ index: { name: 'due' }, range: ['due', { gt: 1 }] })
  })

  it('meets what the index carries without the document, and puts what is small into any order', () => {
    const carrying = [index('areas,due', false, { carries: ['flag'] }), index('phone,due', false, { carries: ['state', 'count'], small: true })]
    const of = (conditions: Conjunction, sort: string) => plan('tickets', carrying, conditions, parseSort(sort))
    const [area, flag, phone, state]: Conjunction = [
      ['areas', 'x'],
      ['flag', true],
      ['phone', 'p'],
      ['state', 'open'],
    ]
    expect(of([area, flag], 'due')).toMatchObject({ carried: [flag], rest: [], sorted: false })
    expect(of([phone, state, flag], 'due')).toMatchObject({ carried: [state], rest: [flag], sorted: false })
    expect(of([phone, ['count', { gt: 1 }]], '-count')).toMatchObject({ carried: [['count', { gt: 1 }]], rest: [], sorted: true })
    expect(of([phone], 'id')).toMatchObject({ sorted: true })
    // All of an area by when it is due, of which one telephone's would have to be picked out.
    expect(of([area, phone], 'due')).toMatchObject({ index: { name: 'phone,due' }, rest: [area] })
    expect(of([area, phone], 'count')).toMatchObject({ index: { name: 'phone,due' }, rest: [area], sorted: true })
    // All that have no telephone are not few.
    expect(of([area, ['phone', { exists: false }]], 'due')).toMatchObject({ index: { name: 'areas,due' } })
    expect(() => of([['phone', { exists: false }]], 'count')).toThrow('no index')
    expect(() => of([area], 'flag')).toThrow('no index')
    expect(() => of([phone], 'text')).toThrow('no index')
    expect(() => of([state], 'count')).toThrow('no index')
  })

  it('never forgets a second condition on the same path', () => {
    expect(
      chosen(
        [
          ['areas', 'asked'],
          ['areas', 'scope'],
        ],
        'due',
      ),
    ).toMatchObject({ fixed: [['areas', 'asked']], rest: [['areas', 'scope']] })
    expect(
      chosen(
        [
          ['state', 'a'],
          ['count', { gt: 1 }],
          ['count', { lt: 5 }],
        ],
        'count',
      ),
    ).toMatchObject({ range: ['count', { gt: 1 }], rest: [['count', { lt: 5 }]] })
  })

  it('takes absence as a value, and looks again', () => {
    expect(chosen([['areas', { exists: false }]], 'due')).toMatchObject({ index: { name: 'areas,due' }, rest: [['areas', { exists: false }]] })
    expect(() => chosen([['number', { exists: false }]], 'id')).toThrow('no index')
  })

  it('does not list by an index that leaves documents out', () => {
    expect(() => chosen([['state', 'open']], 'code')).toThrow('no index of tickets serves ["state"] by code')
    expect(
      chosen(
        [
          ['state', 'open'],
          ['code', { gte: 'a' }],
        ],
        'code',
      ),
    ).toMatchObject({ index: { name: 'state,code' } })
  })

  it.each<[Conjunction, string]>([
    [[['flag', true]], 'id'],
    [[['areas', 'x']], 'id'],
    [[['areas', 'x']], 'state'],
    [[['count', 1]], 'due'],
  ])('throws where %j by %s would scan', (conditions, sort) => {
    expect(() => chosen(conditions, sort)).toThrow('no index')
  })
})
