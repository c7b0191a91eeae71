import { beginningOf, groupsOf, hasReaderOf, readersIn } from './groups'

const network = ['information-network.events']
const areas = { name: 'hotline.areas', topics: network, shared: true }
const units = { name: 'hotline.units', topics: network, shared: true }
const callers = { name: 'hotline.callers', topics: network, shared: false }
const accounts = { name: 'home-care.accounts', topics: ['identity.events'], shared: true }
const placesOf = { name: 'home-care.areas', topics: network, shared: true }

const named = (readers: (typeof areas)[]) => groupsOf(readers).map(({ name, readers }) => [name, readers.map((one) => one.name)])
const together = (...readers: (typeof areas)[]) => groupsOf(readers)[0]
const at = (known: Record<string, number>) => new Map(Object.entries(known))

describe('consumer groups', () => {
  it('hold the readers of one service that share, whatever their order, and every other alone', () => {
    expect(named([units, callers, accounts, areas])).toEqual([
      ['hotline.areas+units', ['hotline.units', 'hotline.areas']],
      ['hotline.callers', ['hotline.callers']],
      ['home-care.accounts', ['home-care.accounts']],
    ])
    expect(named([areas, units])[0][0]).toBe(named([units, areas])[0][0])
  })

  it('tell by their names who reads in them', () => {
    for (const group of groupsOf([units, callers, accounts, areas]))
      expect(readersIn(group.name).sort()).toEqual(group.readers.map(({ name }) => name).sort())
    expect(readersIn('hotline')).toEqual(['hotline'])
    expect(hasReaderOf('hotline.units', together(areas, units))).toBe(true)
    expect(hasReaderOf('hotline.callers+units', together(areas, units))).toBe(true)
    expect(hasReaderOf('hotline.callers', together(areas, units))).toBe(false)
    expect(hasReaderOf('hotline', together(areas, units))).toBe(false)
    expect(hasReaderOf('kiosk.areas', together(areas, units))).toBe(false)
  })

  it.each([
    ['the least of where its readers were', { 'hotline.areas': 9, 'hotline.units': 4 }, 4],
    ['the beginning for one that is new', { 'hotline.areas': 9 }, 0],
    ['where each was last, of several groups', { 'hotline.areas': 9, 'hotline.units': 4, 'hotline.calendar+units': 7 }, 7],
    ['where they were together with another', { 'hotline.areas': 3, 'hotline.areas+callers+units': 6 }, 6],
    ['the beginning where no group was', { 'hotline.callers': 9, 'kiosk.areas': 5 }, 0],
    ['the beginning where a broker knows of none', { 'hotline.areas': -1, 'hotline.units': 4 }, 0],
  ])('begin at %s', (_, known, from) => {
    expect(beginningOf(together(areas, units), network[0], at(known))).toBe(from)
  })

  it('begin in each topic where those were that hear it', () => {
    const group = together(accounts, placesOf)
    expect(beginningOf(group, 'identity.events', at({ 'home-care.accounts': 5 }))).toBe(5)
    expect(beginningOf(group, network[0], at({ 'home-care.areas': 8 }))).toBe(8)
  })
})
