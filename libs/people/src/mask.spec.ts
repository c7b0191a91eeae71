import { candidatesLeft, FEWEST_CANDIDATES, type Masked, masks } from './candidates'
import { maskAddress, maskIdentityNumber, maskName, maskPhone } from './mask'

it('shows the beginning of an address, never all of what has no number, and nothing of a number', () => {
  const shown = {
    易家桥新村12幢302室: '易家桥新村****',
    '易家桥新村 12 幢 304 室': '易家桥新村****',
    '测试路 9 号': '测试路****',
    测试路1号: '测试路****',
    测试路: '测****',
    '1号': '****',
    某: '****',
    阳光花园三幢二单元四室: '阳光花园****',
    三里墩村四组十二号: '三里墩村****',
    '１２号院幸福里': '****',
    崇川区新城桥街道易家桥新村: '崇川区新城桥****',
  }
  for (const [address, masked] of Object.entries(shown)) expect(maskAddress(address)).toBe(masked)
})

it('shows the end of a telephone number, and nothing of its extension', () => {
  expect(['13800138000', '051385510000', '051385510000-801', '95598'].map(maskPhone)).toEqual([
    '********000',
    '*********000',
    '*********000-***',
    '*****',
  ])
})

it('counts a character outside the basic plane once, and never cuts it', () => {
  expect(['𠮷野家', '王𠮷', '阿卜杜拉·买买提'].map(maskName)).toEqual(['𠮷**', '王*', '阿*******'])
  expect(maskAddress('𠮷𠮷')).toBe('𠮷****')
})

it('shows no name whole, and of letters not how many', () => {
  expect(['𡗗', '王', 'Li', 'Alexander Smith'].map(maskName)).toEqual(['*', '*', 'L***', 'A***'])
})

it('shows where an identity number was given out, and its end', () => {
  expect(maskIdentityNumber('320602194001011234')).toBe('320602**********34')
})

describe('a thousand values at the least are left', () => {
  const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const withCheck = (digits: string) => digits + '10X98765432'[WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11]
  const padded = (n: number, length: number) => String(n).padStart(length, '0')

  /** All that a value may be, for whoever knows what else is shown. */
  const universes: Record<Masked, () => Iterable<string>> = {
    /** Of everybody who was born in a year and was given their number in an area. */
    *identityNumber() {
      for (let day = 0; day < 365; day++) {
        const born = new Date(Date.UTC(1949, 0, 1 + day)).toISOString().slice(0, 10).replaceAll('-', '')
        for (let sequence = 0; sequence < 1000; sequence++) yield withCheck(`320602${born}${padded(sequence, 3)}`)
      }
    },
    /** The blocks of a city of a million, spread over the prefixes of three companies. */
    *phone() {
      for (let block = 0; block < 100; block++) {
        const prefix = ['138', '156', '189'][block % 3] + padded(513 + block * 97, 4).slice(-4)
        for (let number = 0; number < 10_000; number++) yield prefix + padded(number, 4)
      }
    },
    *name() {
      for (let code = 0x4e00; code < 0x4e00 + 3_500; code++) yield `王${String.fromCharCode(code)}`
    },
    *address() {
      for (let door = 1; door <= 9_999; door++) yield `易家桥新村${door}号`
    },
  }

  it.each(Object.keys(masks) as Masked[])('of every %s, by counting them all', (field) => {
    const counts = new Map<string, number>()
    for (const value of universes[field]()) {
      const shown = masks[field](value)
      counts.set(shown, (counts.get(shown) ?? 0) + 1)
    }
    const all = [...counts.values()]
    const mean = all.reduce((sum, count) => sum + count, 0) / all.length
    expect(Math.min(...all)).toBeGreaterThanOrEqual(FEWEST_CANDIDATES)
    // As it is reckoned, within what the check character spreads unevenly.
    expect(Math.abs(mean - candidatesLeft[field])).toBeLessThan(candidatesLeft[field] * 0.01)
  })

  it('of a name in letters too', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz'
    let left = 0
    for (const one of letters)
      for (const two of letters) for (const three of letters) if (maskName(`L${one}${two}${three}`) === maskName('Li')) left++
    expect(left).toBe(26 ** 3)
  })
})

it('says of a name that it is gone', () => {
  expect(maskName('已删除')).toBe('已删除')
})
