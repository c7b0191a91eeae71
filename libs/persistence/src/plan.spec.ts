import type { Conjunction } from './filter'
import { grouped, onTried, parseSort, plan } from './plan'
import type { Index } from './shape'

const index = (paths: string, unique = false, rest: Partial<Index> = {}): Index => ({
  name: paths,
  fields: paths.split(','),
  carries: [],
  lists: paths.split(',').filter((path) => path === 'areas'),
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

let told: string[] = []
beforeEach(() => {
  told = []
  onTried((question) => told.push(question))
})

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
    expect(told).toEqual(['tickets is asked for ["flag"], which its index areas,due does not carry'])
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
    // One telephone's are few: trying them is no fault.
    expect(told).toEqual([])
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
    ).toMatchObject({ fixed: [['areas', 'asked']], carried: [['areas', 'scope']], rest: [] })
    expect(
      chosen(
        [
          ['state', 'a'],
          ['count', { gt: 1 }],
          ['count', { lt: 5 }],
        ],
        'count',
      ),
    ).toMatchObject({ range: ['count', { gt: 1 }], carried: [['count', { lt: 5 }]], rest: [] })
  })

  it('asks of an array that a row carries what it contains, and rather opens no document', () => {
    const carrying = [index('state,due', false, { carries: ['areas'], lists: ['areas'] }), index('state,flag,due')]
    const of = (conditions: Conjunction) => plan('tickets', carrying, conditions, parseSort('due'))
    const [state, flag, area]: Conjunction = [
      ['state', 'open'],
      ['flag', true],
      ['areas', 'x'],
    ]
    expect(of([state, area])).toMatchObject({ carried: [area], rest: [] })
    expect(of([state, ['areas', { exists: false }]])).toMatchObject({ carried: [], rest: [['areas', { exists: false }]] })
    expect(told).toHaveLength(1)
    expect(of([state, flag])).toMatchObject({ index: { name: 'state,flag,due' } })
  })

  it('takes absence as a value, and looks again where it may be an empty array', () => {
    expect(plan('tickets', [index('state,due')], [['state', { exists: false }]], parseSort('due'))).toMatchObject({ rest: [] })
    expect(told).toEqual([])
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

describe('the plan of a group', () => {
  const carrying = [index('areas,due', false, { carries: ['state', 'count'] }), index('state,due')]
  const of = (conditions: Conjunction, by: string[], sums: string[] = []) => grouped('tickets', carrying, conditions, [...by, ...sums], by)

  it('follows an index that holds everything that is asked', () => {
    expect(of([['areas', 'x']], ['state'], ['count'])).toMatchObject({ index: { name: 'areas,due' }, fixed: [['areas', 'x']] })
    expect(
      of(
        [
          ['areas', 'x'],
          ['due', { gt: 1 }],
          ['count', 2],
        ],
        ['state'],
      ),
    ).toMatchObject({ range: ['due', { gt: 1 }], carried: [['count', 2]] })
    expect(of([], ['state'])).toMatchObject({ index: { name: 'state,due' } })
  })

  it('counts by each element of an array where it is grouped by it, and never twice otherwise', () => {
    expect(of([], ['areas', 'state'])).toMatchObject({ index: { name: 'areas,due' } })
    expect(() => of([], ['count'])).toThrow('no index of tickets holds ["count"]')
    expect(() => of([['areas', { gt: 'a' }]], ['state'])).toThrow('no index')
    expect(() => of([['areas', 'x']], ['flag'])).toThrow('no index')
  })
})
