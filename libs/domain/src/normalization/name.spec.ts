import { asInGbk, sinceGbk } from './characters'
import { formsOfName, isSameName, nameFault, normalName } from './name'

describe('a name', () => {
  it.each(['·', '•', '・', '‧', '∙', '⋅', '･', '․', '.', '．', '。', ' · ', '● ', '··', '·'])('has one dot, typed as %j', (dot) => {
    expect(normalName(`阿依古丽${dot}买买提`)).toBe('阿依古丽·买买提')
    expect(isSameName(`阿依古丽${dot}买买提`, '阿依古丽·买买提')).toBe(true)
  })

  it.each([
    [' 王桂英 ', '王桂英'],
    ['王　芳', '王芳'],
    ['王 芳', '王芳'],
    ['王\u200b桂\u200d英\ufeff', '王桂英'],
    ['葛\u{e0100}飾', '葛飾'],
    ['䶮\ufe00', '䶮'],
    ['刘\ue863', '刘䶮'],
    ['\ue831', '𡗗'],
    ['⼀', '一'],
    ['\uf9e1', '李'],
    ['𠮷野', '𠮷野'],
    ['Ｊｏｈｎ　Ｓｍｉｔｈ', 'John Smith'],
    ['J. R.  Smith', 'J. R. Smith'],
    ['Zoe\u0308', 'Zoë'],
  ])('%j is kept as %s', (typed, kept) => {
    expect(normalName(typed)).toBe(kept)
    expect(normalName(kept)).toBe(kept)
    expect(nameFault(normalName(typed))).toBeUndefined()
  })

  it('with a character that only one system knows is refused, and the character named', () => {
    expect(nameFault(normalName('王\ue123'))).toEqual({ code: 'private-character', character: 'U+E123' })
    expect(nameFault('王\u{f0001}')).toEqual({ code: 'private-character', character: 'U+F0001' })
  })

  it('is found as it was stored before', () => {
    expect(formsOfName('阿依古丽・买买提')).toEqual(
      expect.arrayContaining(['阿依古丽·买买提', '阿依古丽•买买提', '阿依古丽.买买提', '阿依古丽．买买提']),
    )
    expect(formsOfName('刘䶮')).toEqual(expect.arrayContaining(['刘䶮', '刘\ue863']))
    expect(formsOfName('王芳')).toEqual(['王芳', '王 芳', '王\u3000芳'])
    expect(formsOfName('王桂英')).toEqual(['王桂英'])
  })
})

describe('characters of GBK', () => {
  // The six that the encoding standard still leaves in the private area are in GB 18030-2022.
  it('are those that GB 18030 has in their place', () => {
    const bytes = Array.from({ length: 0x51 }, (_, at) => 0x50 + at).filter((byte) => byte !== 0x7f)
    // GBK has them one after the other in the private area, by their second byte. What a runtime calls its decoder of `gbk` may already be that of GB 18030.
    const before = bytes.map((_, at) => String.fromCharCode(0xe815 + at))
    const after = bytes.map((byte) => new TextDecoder('gb18030').decode(Uint8Array.of(0xfe, byte)))
    const moved = before.map((one, at) => [one, after[at]]).filter(([one, other]) => one !== other)
    expect(moved).toHaveLength(74)
    for (const [one = '', other = ''] of moved) {
      expect(sinceGbk(one)).toBe(other)
      expect(asInGbk(other)).toBe(one)
    }
    expect(sinceGbk('\ue816\ue817\ue818\ue831\ue83b\ue855')).toBe('𠂇𠂉𠃌𡗗𢦏𤇾')
  })
})
