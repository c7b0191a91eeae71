import { Schema } from 'mongoose'
import { cast } from './casting'

const part = new Schema({ name: { type: String, required: true }, count: { type: Number, default: 1 } }, { _id: false })
const schema = new Schema({
  title: { type: String, required: true, trim: true, maxlength: 5 },
  state: { type: String, enum: ['open', 'closed'], default: 'open' },
  count: { type: Number, min: 0 },
  at: Date,
  flag: Boolean,
  tags: { type: [String], enum: ['a', 'b'] },
  part,
  parts: [part],
  by: { id: String, role: { type: String, match: /^[a-z]+$/ } },
  byName: { type: Map, of: Number },
  any: Schema.Types.Mixed,
})
const fault = (fields: object) => {
  try {
    cast(schema, { title: 'x', ...fields })
  } catch (error) {
    return [(error as { code: string }).code, ...Object.values((error as { details: object }).details)].join(' ')
  }
}

/** Mongoose has the word on a type that says more than we can tell. */
const asked = { validate: () => true }
const plain = {
  word: { type: String },
  needed: { type: String, required: true },
  oneOf: { type: String, enum: ['open', 'closed'] },
  number: { type: Number },
  within: { type: Number, required: true, min: 1, max: 5 },
  flag: { type: Boolean, required: true },
  at: { type: Date, required: true },
}
const values = [
  undefined,
  null,
  '',
  'open',
  'gone',
  'a\ud800',
  0,
  1,
  5,
  6,
  -1,
  Number.NaN,
  Infinity,
  '3',
  true,
  false,
  'true',
  new Date(0),
  new Date('x'),
  {},
  [],
  ['a'],
]

describe('casting by a schema', () => {
  it.each(Object.entries(plain))('says of a plain %s what mongoose says', (_, definition) => {
    const said = (more: object) => {
      const one = new Schema({ it: { ...definition, ...more } })
      return values.map((value) => {
        try {
          return cast(one, { it: value })
        } catch (error) {
          return (error as { details: object }).details
        }
      })
    }
    expect(said({})).toEqual(said(asked))
  })

  it('keeps a word that a newer version stored, at its place, and lets none in', () => {
    const stored = { title: 'x', state: 'weighed', tags: ['a', 'new'], parts: [{ name: 'p' }] }
    expect(cast(schema, { ...stored, count: 1 }, stored)).toMatchObject({ state: 'weighed', tags: ['a', 'new'], count: 1 })
    expect(() => cast(schema, { ...stored, state: 'gone' }, stored)).toThrow('invalid-value')
    expect(() => cast(schema, { ...stored, state: 'new' }, stored)).toThrow('invalid-value')
    expect(() => cast(schema, { ...stored, tags: ['weighed'] }, stored)).toThrow('invalid-value')
  })

  it('gives plain values, defaults and nothing else', () => {
    expect(
      cast(schema, {
        title: ' x😀 ',
        at: '2026-11-22T00:00:00Z',
        count: '5',
        part: { name: 'p' },
        parts: [{ name: 'q', count: 2 }],
        byName: new Map([['a', 1]]),
        any: { b: [1] },
        flag: undefined,
      }),
    ).toEqual({
      title: 'x😀',
      state: 'open',
      at: new Date('2026-11-22T00:00:00Z'),
      count: 5,
      tags: [],
      part: { name: 'p', count: 1 },
      parts: [{ name: 'q', count: 2 }],
      by: {},
      byName: { a: 1 },
      any: { b: [1] },
    })
  })

  it.each<[object, string]>([
    [{ title: undefined }, 'invalid-value title required'],
    [{ title: 'longer' }, 'invalid-value title maxlength'],
    [{ title: { $gt: '' } }, 'invalid-value title string'],
    [{ title: 'a\ud800' }, 'invalid-value title characters'],
    [{ state: 'gone' }, 'invalid-value state enum'],
    [{ count: -1 }, 'invalid-value count min'],
    [{ count: 'many' }, 'invalid-value count number'],
    [{ count: Number.NaN }, 'invalid-value count number'],
    [{ at: 'yesterday' }, 'invalid-value at date'],
    [{ flag: 'perhaps' }, 'invalid-value flag boolean'],
    [{ tags: 'a' }, 'invalid-value tags array'],
    [{ tags: ['a', 'c'] }, 'invalid-value tags.1 enum'],
    [{ part: {} }, 'invalid-value part.name required'],
    [{ part: 'p' }, 'invalid-value part object'],
    [{ part: { name: 'p', colour: 'red' } }, 'invalid-value part.colour unknown'],
    [{ parts: [{ name: 'p' }, { count: 1 }] }, 'invalid-value parts.1.name required'],
    [{ by: { id: 'x', role: 'R1' } }, 'invalid-value by.role regexp'],
    [{ colour: 'red' }, 'invalid-value colour unknown'],
  ])('refuses %j', (fields, expected) => {
    expect(fault(fields)).toBe(expected)
  })
})
