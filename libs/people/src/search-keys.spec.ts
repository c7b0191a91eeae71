import { keysAsked, searchKeys } from './search-keys'

const found = (text: string, who: Parameters<typeof searchKeys>[0]): boolean => {
  const { keys } = keysAsked(text)
  const there = searchKeys(who)
  return keys.length > 0 && keys.every((key) => there.includes(key))
}

describe('what somebody is found by in part', () => {
  const zhang = { name: '张三丰', phones: ['13800138000', '051385510000-801'], address: '城东街道某某花园3幢2单元501室' }

  it.each(['张三丰', '张三', '三丰', 'zsf', 'ZSF', '８０００', '0000', '3栋', '３号楼', '3#楼', '张 8000', '张三 3幢', 'zsf 0000 3栋'])(
    '%s',
    (text) => {
      expect(found(text, zhang)).toBe(true)
    },
  )

  it.each(['张丰', '丰三', '李三', 'zs', '8001', '13栋', '张三 8001', '138001', '', '·'])('not by %p', (text) => {
    expect(found(text, zhang)).toBe(false)
  })

  it.each([
    ['单雄信', ['sxx', 'dxx']],
    ['曾国藩', ['zgf', 'cgf']],
    ['查理', ['zl', 'cl']],
    ['欧阳娜娜', ['oynn']],
  ])('%s by each reading of the name', (name, letters) => {
    for (const asked of letters) expect(found(asked, { name })).toBe(true)
  })

  it('of a name with a dot or in letters by its words', () => {
    const name = '阿依古丽·买买提'
    expect(['阿依', '买买提', '古丽 买买'].map((text) => found(text, { name }))).toEqual([true, true, true])
    expect(found('丽买', { name })).toBe(false)
    expect(['smith', 'John', 'SMITH john'].map((text) => found(text, { name: 'John Smith' }))).toEqual([true, true, true])
  })

  it('beyond the first plane of Unicode as well', () => {
    expect(found('𠮷田', { name: '𠮷田一' })).toBe(true)
    expect(keysAsked('𠮷')).toEqual({ keys: ['s:𠮷'], wide: true })
  })

  it('is told where nothing but a first character is asked for, and asks the rarest first', () => {
    expect(keysAsked('王')).toMatchObject({ wide: true })
    expect(keysAsked('王 3栋 8000 小明 wxm')).toEqual({ keys: ['t:8000', 'n:小明', 'i:wxm', 'b:3', 's:王'], wide: false })
  })
})
