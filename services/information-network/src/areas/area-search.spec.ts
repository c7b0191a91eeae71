import type { Area } from '@yiwang/platform'
import { best, searched } from './area-search'

const area = (id: string, name: string, ...above: string[]) => ({ id, name, ancestors: [id, ...above] }) as Area
const all = [
  searched(area('1', '崇川区', '0'), '崇川区'),
  searched(area('11', '和平桥街道', '1', '0'), '崇川区 和平桥街道'),
  searched(area('111', '易家桥社区居委会', '11', '1', '0'), '崇川区 和平桥街道 易家桥社区居委会'),
  searched(area('112', '新易家社区居委会', '11', '1', '0'), '崇川区 和平桥街道 新易家社区居委会'),
]
const found = (typed: string, most = 10) => best(all, typed, most).map(({ id }) => id)

describe('a search for an area', () => {
  it('goes by a part of its name, those first that begin with it', () => {
    expect(found('易家')).toEqual(['111', '112'])
    expect(found('桥')).toEqual(['11', '111', '112'])
    expect(found('易家', 1)).toEqual(['111'])
  })

  it('goes by initials', () => {
    expect(found('yj')).toEqual(['111', '112'])
    expect(found('XYJ')).toEqual(['112'])
    expect(found('ccq')).toEqual(['1'])
  })

  it('goes by the areas above it and its own name together', () => {
    expect(found('和平桥 新易')).toEqual(['112'])
    expect(found('崇川 河')).toEqual([])
    expect(found('  ')).toEqual([])
  })
})
