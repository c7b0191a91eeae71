/** A corner of Nantong for tests: two communities of one street, one of another district, and a placeholder of the statistical codes. */
export const testAreas = [
  { code: '320600000000', name: '南通市', level: 'city' },
  { code: '320613000000', name: '崇川区', level: 'county', parent: '320600000000' },
  { code: '320613004000', name: '新城桥街道', level: 'town', parent: '320613000000' },
  { code: '320613004006', name: '易家桥社区居委会', level: 'community', parent: '320613004000' },
  { code: '320613004001', name: '北街社区居委会', level: 'community', parent: '320613004000' },
  { code: '320613401000', name: '南通经济开发区', level: 'town', parent: '320613000000' },
  { code: '320613401498', name: '南通崇川经济开发区虚拟社区', level: 'community', parent: '320613401000', placeholder: true },
  { code: '320612000000', name: '通州区', level: 'county', parent: '320600000000' },
  { code: '320612001000', name: '金沙街道', level: 'town', parent: '320612000000' },
  { code: '320612001001', name: '东市社区居委会', level: 'community', parent: '320612001000' },
] as { code: string; name: string; level: 'city' | 'county' | 'town' | 'community'; parent?: string; placeholder?: boolean }[]

const byCode = new Map(testAreas.map((area) => [area.code, area]))

export function ancestorsOf(code: string): string[] {
  const parent = byCode.get(code)?.parent
  return parent ? [code, ...ancestorsOf(parent)] : [code]
}

export const CITY = '320600000000'
export const COMMUNITY = '320613004006'
export const OTHER_COMMUNITY = '320613004001'
export const FAR_COMMUNITY = '320612001001'
export const PLACEHOLDER = '320613401498'
