import { initialsOf, placeOfInitials } from './initials'

const finds = (name: string, typed: string) => placeOfInitials(initialsOf(name), typed)

describe('the initials of a place', () => {
  it('are those of pinyin, for every letter that pinyin begins with', () => {
    const places = '阿坝 八里 草桥 东安 峨眉 丰利 观音 和平 九华 开发 吕四 马塘 南通 欧江 平潮 启东 如皋 三余 唐闸 五接 新城 易家 正余'
    expect(places.split(' ').map((place) => initialsOf(place)[0]?.[0])).toEqual([...'ABCDEFGHJKLMNOPQRSTWXYZ'])
  })

  it('find a place from its beginning or from within, typed small or great', () => {
    expect(finds('易家桥社区居委会', 'yjq')).toBe(0)
    expect(finds('易家桥社区居委会', 'JQ')).toBe(1)
    expect(finds('易家桥社区居委会', 'yjz')).toBe(-1)
    expect(finds('第1社区', 'd1s')).toBe(0)
  })

  it('know the second reading of a character', () => {
    for (const typed of ['cjl', 'zjl']) expect(finds('长江路', typed)).toBe(0)
    for (const typed of ['lsh', 'ysh']) expect(finds('乐善会', typed)).toBe(0)
  })
})
