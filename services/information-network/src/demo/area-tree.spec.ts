import { demoCityText, readAreaTree } from './area-tree'

const areas = readAreaTree(demoCityText())
const at = (code: string) => areas.find((area) => area.code === code)

describe('the demo city', () => {
  it('has its real areas at four levels', () => {
    const count = (level: string) => areas.filter((area) => area.level === level).length
    expect(['city', 'county', 'town', 'community'].map(count)).toEqual([1, 8, 136, 2005])
    expect(new Set(areas.map(({ code }) => code)).size).toBe(areas.length)
    expect(at('320613004006')).toEqual({
      code: '320613004006',
      name: '易家桥社区居委会',
      level: 'community',
      parent: '320613004000',
      ancestors: ['320613004006', '320613004000', '320613000000', '320600000000'],
      placeholder: false,
    })
  })

  it('marks exactly the 32 placeholders', () => {
    expect(areas.filter(({ placeholder }) => placeholder)).toHaveLength(32)
    expect(at('320613401498')).toMatchObject({ name: '南通崇川经济开发区虚拟社区', placeholder: true })
  })

  it('takes ancestors from the tree, where stripping zeros would be wrong', () => {
    expect(at('320614400000')).toMatchObject({ level: 'town', parent: '320614000000' })
    expect(at('320614415000')).toMatchObject({ level: 'town', parent: '320614000000', ancestors: ['320614415000', '320614000000', '320600000000'] })
    for (const { parent, ancestors } of areas) expect(ancestors.slice(1)).toEqual(parent ? at(parent)?.ancestors : [])
  })
})

describe('an area tree', () => {
  it.each(['no code at all', '\t320612000000 通州区', '32061 通州区', '320600000000\t南通市'])('is refused where a line is %j', (line) => {
    expect(() => readAreaTree(`# a comment\n${line}\n`)).toThrow('not a line of an area tree')
  })
})
