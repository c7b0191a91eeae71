import { type Caller, differencesOf, livesAlone, matchOf } from './caller'

const caller = (id: string, name: string, tags: string[] = []): Caller => ({ id, name, phone: '051385120004', areaCode: '320613004006', tags })

describe('a caller', () => {
  it('is known by phone and exact name together, if that is one person', () => {
    const household = [caller('father', '李德福'), caller('son', '李强'), caller('grandson', '李强')]
    expect(matchOf(household, '李德福')?.id).toBe('father')
    expect(matchOf(household, '李强')).toBeUndefined()
    expect(matchOf(household, '李')).toBeUndefined()
  })

  it('is who somebody says they are where area, name and telephone are all as registered', () => {
    const one = { ...caller('father', '李德福'), phone: '051385120004-2' }
    const said = { name: '李德福', phones: ['051385120004'], within: true }
    expect(differencesOf(one, said)).toEqual([])
    expect(differencesOf(one, { ...said, name: '李强' })).toEqual(['name'])
    expect(differencesOf(one, { ...said, phones: [], within: false })).toEqual(['area', 'phone'])
  })

  it('lives alone where the registry says so', () => {
    expect(livesAlone(caller('a', '李德福', ['elderly', 'living-alone']))).toBe(true)
    expect(livesAlone(caller('a', '李德福', ['elderly']))).toBe(false)
  })
})
