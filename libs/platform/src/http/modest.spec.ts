import { InvalidInput } from './invalid-input'
import { requireModest } from './modest'

function fault(body: object): string | undefined {
  try {
    requireModest(body)
  } catch (error) {
    const [{ field, code }] = (error as InvalidInput).errors
    return `${field}: ${code}`
  }
  return undefined
}

const nested = (depth: number) => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)
const marks = (count: number) => '\u0301\u0323'.repeat(count / 2)

describe('a body of modest size', () => {
  it.each<[string, object, string | undefined]>([
    ['a form', { reporter: { name: '王小明', phone: null }, tags: ['独居'], rating: 5, urgent: false }, undefined],
    ['8 levels', nested(8), undefined],
    ['9 levels', nested(9), 'a.a.a.a.a.a.a.a: too-deep'],
    ['100,000 levels', nested(100_000), 'a.a.a.a.a.a.a.a: too-deep'],
    ['a list in a list', { list: JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) }, 'list.0.0.0.0.0.0.0: too-deep'],
    ['1,000 values', { list: Array.from({ length: 1000 }, () => 1) }, undefined],
    ['3,000 values', { list: Array.from({ length: 3000 }, () => 1) }, 'list: too-many-values'],
    ['25,000 names', Object.fromEntries(Array.from({ length: 25_000 }, (_, n) => [`k${n}`, 1])), 'k1999: too-many-values'],
    ['a letter with 30 marks', { name: `a${marks(30)}b${marks(30)}` }, undefined],
    ['a letter with 31 marks', { part: { name: `a${marks(30)}\u0301` } }, 'part.name: too-many-marks'],
    ['letters that become marks', { name: '\uff9e\u0323'.repeat(16) }, 'name: too-many-marks'],
    ['marks with what joins between', { name: '\u0301\u200d\u0323\u200d'.repeat(8) }, 'name: too-many-marks'],
    ['a list of such', { list: ['a', marks(60_000)] }, 'list.1: too-many-marks'],
    ['a prototype', JSON.parse('{"reporter":{"__proto__":{}}}'), 'reporter.__proto__: unknown-field'],
    ['what every object has', { reporter: { valueOf: 1 } }, 'reporter.valueOf: unknown-field'],
  ])('%s', (_, body, expected) => {
    expect(fault(body)).toBe(expected)
  })
})
