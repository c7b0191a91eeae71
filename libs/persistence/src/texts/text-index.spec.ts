import { TextIndex } from './text-index'

const notices = {
  a: ['停水通知', '11月25日检修管网，届时停水。'],
  b: ['关于二次供水水箱清洗的通知', '清洗期间临时停水两小时，请提前储水。'],
  c: ['老年人免费体检', '65岁以上老人可到社区卫生服务中心免费体检。'],
  d: ['流感疫苗接种安排', '老年人凭身份证接种流感疫苗，KN95口罩自备。'],
  e: ['京东路口施工', '南京东路临时封闭，Wi-Fi 不可用。'],
}
type Id = keyof typeof notices
const areas: Record<Id, string[]> = { a: ['city', 'east'], b: ['city', 'west'], c: ['city'], d: ['city', 'east'], e: ['city', 'west'] }
const until: Partial<Record<Id, Date>> = { a: new Date(1_000), b: new Date(2_000) }

const document = (id: Id, version = 1, texts: string[] = notices[id]) => ({ id, version, texts, carried: [areas[id], id, until[id]] })
const all = Object.keys(notices) as Id[]

describe('an index of texts', () => {
  let index: TextIndex
  beforeEach(() => {
    const carries = [
      { path: 'areas', isList: true },
      { path: 'areaCode', isList: false },
      { path: 'until', isList: false },
    ]
    index = new TextIndex({ name: 'x.notices', weights: [3, 1], carries })
    index.stretch(
      '',
      '',
      all.map((id) => document(id)),
    )
  })
  afterEach(() => index.close())

  const find = (asked: string, where = {}) => index.search(asked, where, 10).ids.join('')

  it.each([
    ['停水', 'ab'],
    ['停水通知', 'ab'],
    ['通知停水', 'ab'],
    ['水箱', 'b'],
    ['水', 'ba'],
    ['老年人体检', 'c'],
    ['疫苗接种', 'd'],
    ['kn95', 'd'],
    ['ＫＮ', 'd'],
    ['95', ''],
    ['65岁', 'c'],
    ['wi-fi', 'e'],
    ['停电', ''],
    ['水停', ''],
    ['？', ''],
    ['"停水" OR NOT *', ''],
  ])('%s leads to %j, the best first', (asked, ids) => {
    expect(find(asked)).toBe(ids)
  })

  it('counts what stands in the title for more, and puts the latest first where all else is the same', () => {
    index.change([document('e', 2, ['清洗', '停水'])], [])
    expect(find('停水')[0]).toBe('a')
    index.change([document('b', 2, ['同一', '']), document('c', 2, ['同一', ''])], [])
    expect(find('同一')).toBe('cb')
  })

  it('meets conditions on what it carries', () => {
    expect(find('停水', { areas: 'east' })).toBe('a')
    expect(find('停水', { or: [{ areas: 'west' }, { areaCode: { in: ['a', 'z'] } }] })).toBe('ab')
    expect(find('停水', { until: { gt: new Date(1_000) } })).toBe('b')
    expect(find('老年人', { or: [{ until: { exists: false } }, { until: { gt: new Date() } }] })).toBe('cd')
    expect([find('停水', { areas: 'eas' }), find('停水', { areaCode: { in: [] } })]).toEqual(['', ''])
    expect(() => find('停水', { title: 'x' })).toThrow('do not carry')
    expect(() => find('停水', { areas: { exists: true } })).toThrow('contains')
  })

  it('follows what is changed, put anew, and gone', () => {
    index.change([document('a', 2, ['停电通知', ''])], ['b'])
    expect([find('停水'), find('停电')]).toEqual(['', 'a'])
    index.stretch('a', 'c', [document('b'), document('c', 1, ['停水', ''])])
    // Of the same version, c is known.
    expect(find('停水')).toBe('b')
    index.stretch('b', '', [document('c', 2, ['停水', ''])])
    expect([find('停水'), find('疫苗'), find('施工')]).toEqual(['cb', '', ''])
    index.stretch('b', '', [{ ...document('c', 2, ['停水', '']), carried: [['north'], 'c', undefined] }])
    expect(find('停水', { areas: 'north' })).toBe('c')
  })

  it('goes on behind the document that a page ended with, or where that stood', () => {
    expect(index.search('停水', {}, 1)).toEqual({ before: 0, ids: ['a'] })
    expect(index.search('停水', {}, 5, { key: 1, id: 'a' })).toEqual({ before: 1, ids: ['b'] })
    index.change([document('c', 2, ['停水停水', '停水'])], [])
    expect(index.search('停水', {}, 5, { key: 1, id: 'a' })).toEqual({ before: 2, ids: ['b'] })
    index.change([], ['a'])
    expect(index.search('停水', {}, 5, { key: 2, id: 'a' })).toEqual({ before: 1, ids: ['b'] })
  })
})
