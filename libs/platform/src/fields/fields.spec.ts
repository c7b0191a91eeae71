import 'reflect-metadata'
import { SetMetadata } from '@nestjs/common'
import { IsString } from 'class-validator'
import { InvalidInput } from '../http/invalid-input'
import { FormPipe, readForm } from './form'
import { Answers, PageQuery } from './page'
import { Phone } from './phone'
import { shown } from './shown'
import { AreaCode, Code, Line, Lines, PersonName, Sought, Text } from './text'
import { Flag, Instant, OneOf, Part, Parts, parseInstant, Whole } from './values'

class Person {
  @Line({ max: 5 }) name: string
  @Phone({ optional: true }) phone?: string
  @PersonName({ optional: true }) fullName?: string
  @Code({ max: 4, optional: true }) code?: string
  @Sought({ max: 20, optional: true }) q?: string
}

class Form {
  @Text({ max: 10 }) text: string
  @AreaCode() areaCode: string
  @Instant({ optional: true }) at?: Date
  @Whole({ min: 1, max: 5, optional: true }) rating?: number
  @Flag({ optional: true }) reached?: boolean
  @OneOf(['a', 'b'], { optional: true }) kind?: string
  @Lines({ maxItems: 2, max: 3, optional: true }) tags?: string[]
  @Part(() => Person, { optional: true }) person?: Person
  @Parts(() => Person, { optional: true }) others?: Person[]
  @Line({ max: 9, unless: 'reached' }) why?: string
}

const form = (value: object) => readForm(Form, { text: '你好', areaCode: '320600000000', why: '-', ...value })
const errorsOf = (value: object) => faultsOf(() => form(value))
const faultsOf = (read: () => unknown) => {
  try {
    read()
    return []
  } catch (error) {
    return (error as InvalidInput).errors.map(({ field, code }) => `${field}: ${code}`)
  }
}

describe('a field at the door', () => {
  it('takes what is right, tidied', () => {
    const tidy = form({ text: ' 你好\n世界 ', at: '2026-11-22T14:05:00+08:00', person: { name: '王', phone: '+86 138 0013 8000' } })
    expect(tidy).toMatchObject({ text: '你好\n世界', at: new Date('2026-11-22T06:05:00Z'), person: { phone: '13800138000' } })
  })

  it.each([
    ['text: required', { text: undefined }],
    ['text: not-text', { text: { $gt: '' } }],
    ['text: empty', { text: '  ' }],
    ['text: too-long', { text: '一'.repeat(11) }],
    ['text: unsafe-characters', { text: 'a\0' }],
    ['text: unsafe-characters', { text: 'a\u202eb' }],
    ['text: unsafe-characters', { text: '\udc00' }],
    ['areaCode: not-an-area-code', { areaCode: '3206' }],
    ['areaCode: not-an-area-code', { areaCode: 320600000000 }],
    ['at: not-an-instant', { at: '2026-11-22' }],
    ['at: not-an-instant', { at: '2026-02-30T10:00:00Z' }],
    ['at: not-an-instant', { at: '2026-11-22T14:05:00' }],
    ['rating: not-whole', { rating: '5' }],
    ['rating: not-whole', { rating: 1.5 }],
    ['rating: out-of-range', { rating: 6 }],
    ['reached: not-a-truth-value', { reached: 'true' }],
    ['kind: not-one-of', { kind: 'c' }],
    ['tags: too-many', { tags: ['a', 'b', 'c'] }],
    ['tags: too-long', { tags: ['long'] }],
    ['tags: not-a-list', { tags: 'a' }],
    ['person: not-an-object', { person: 'Wang' }],
    ['person.name: line-break', { person: { name: 'a\nb' } }],
    ['person.phone: not-a-phone', { person: { name: 'a', phone: '12' } }],
    ['person.phone: phone-local-too-short', { person: { name: 'a', phone: '0513-8551000' } }],
    ['person.fullName: private-character', { person: { name: 'a', fullName: '王\ue123' } }],
    ['person.fullName: unsafe-characters', { person: { name: 'a', fullName: '王\u202e英' } }],
    ['person.q: empty', { person: { name: 'a', q: '\u202e' } }],
    ['person.code: too-long', { person: { name: 'a', code: '12 34 5' } }],
    ['person.age: unknown-field', { person: { name: 'a', age: 3 } }],
    ['others: not-a-list', { others: ['Wang'] }],
    ['others.1.name: required', { others: [{ name: 'a' }, {}] }],
    ['why: required', { why: null }],
    ['why: required', { why: undefined, reached: false }],
    ['colour: unknown-field', { colour: 'red' }],
    ['toString: unknown-field', { toString: 'red' }],
    ['__proto__: unknown-field', JSON.parse('{"__proto__":{"text":"a"}}')],
  ])('refuses %s', (expected, value) => {
    expect(errorsOf(value)).toEqual([expected])
  })

  it('is tidied as its kind is: zero-width characters are dropped everywhere, marks of direction in numbers, codes and what is looked for', () => {
    const person = {
      name: '王\u200b',
      phone: '\u202d8551 2345\u202c',
      fullName: '阿依古丽•买买提',
      code: '\u200e１２ 34',
      q: '\u202d199 0000\u202c\u200b',
    }
    const tidy = form({ text: '你\u200b好\ufeff\ue863', person })
    expect(tidy).toMatchObject({
      text: '你好䶮',
      person: { name: '王', phone: '051385512345', fullName: '阿依古丽·买买提', code: '1234', q: '199 0000' },
    })
  })

  it('keeps a script as it was written', () => {
    expect(form({ text: '<b>&"\'' }).text).toBe('<b>&"\'')
  })

  it('counts a character outside the basic plane once', () => {
    expect(errorsOf({ text: '𠮷'.repeat(10) })).toEqual([])
  })
})

describe('a form', () => {
  it('names all that is wrong with it at once, what it does not have first', () => {
    expect(faultsOf(() => readForm(Form, { colour: 'red', text: '', person: { age: 3 } }))).toEqual([
      'colour: unknown-field',
      'text: empty',
      'areaCode: required',
      'person.age: unknown-field',
      'person.name: required',
      'why: required',
    ])
  })

  it('does without a field where a flag beside it says so', () => {
    expect(errorsOf({ why: undefined, reached: true })).toEqual([])
  })

  it('has the fields of the form that it extends, and defaults where nothing is sent', () => {
    class Listing extends PageQuery {
      @OneOf(['a', 'b'], { optional: true }) sort: string = 'a'
    }
    expect(readForm(Listing, { cursor: 'x' })).toEqual({ limit: 50, cursor: 'x', sort: 'a' })
    expect(readForm(Listing, { limit: '7', sort: null })).toEqual({ limit: 7, sort: 'a' })
    expect(faultsOf(() => readForm(Listing, { limit: ['1', '2'] }))).toEqual(['limit: not-whole'])
  })

  it('that is not ours is read by class-validator', async () => {
    class Theirs {
      @IsString() name: string
    }
    const pipe = new FormPipe()
    const body = { type: 'body', metatype: Theirs } as const
    expect(await pipe.transform({ name: 'a' }, body)).toEqual({ name: 'a' })
    await expect(pipe.transform({ name: 1, age: 3 }, body)).rejects.toMatchObject({
      errors: [
        { field: 'age', code: 'unknown-field' },
        { field: 'name', code: 'wrong-type' },
      ],
    })
    expect(await pipe.transform(undefined, { type: 'query', metatype: PageQuery })).toEqual({ limit: 50 })
  })
})

describe('a view', () => {
  const firstAlone = (text: string) => text[0] + '*'.repeat(text.length - 1)

  class PersonView {
    @Line({ max: 60, masked: firstAlone }) name: string
    @Line({ max: 20, optional: true, masked: firstAlone }) phone?: string
  }

  class CaseView {
    @Line({ max: 9 }) id: string
    @Line({ max: 9, nullable: true }) parent: string | null
    @Part(() => PersonView) person: PersonView
    @Parts(() => PersonView, { optional: true }) others?: PersonView[]
    @Instant({ optional: true }) at?: Date
  }

  const wang = { name: '王小明', phone: '13800138000', identityNumber: '320602194001011234' }

  it('shows what it declares and nothing else, masked where it says so, down to its parts', () => {
    const at = new Date()
    expect(shown(CaseView, { id: '1', parent: null, person: wang, others: [wang], at, secret: 'x' } as CaseView)).toEqual({
      id: '1',
      parent: null,
      person: { name: '王**', phone: '1**********' },
      others: [{ name: '王**', phone: '1**********' }],
      at,
    })
    expect(shown(CaseView, { id: '1', parent: '0', person: { name: '王' } })).toEqual({ id: '1', parent: '0', person: { name: '王' } })
  })
})

describe('what a route answers', () => {
  class View {
    @Line({ max: 9 }) id: string
  }
  class Doors {
    constructor(private readonly secret: string) {}

    @Answers(View)
    @SetMetadata('who', 'operators')
    async one(id: string) {
      return { id, secret: this.secret }
    }
  }

  it('is the view of it; what was said of the method is said of it still', async () => {
    expect(await new Doors('x').one('1')).toEqual({ id: '1' })
    expect([Doors.prototype.one.name, Reflect.getMetadata('who', Doors.prototype.one)]).toEqual(['one', 'operators'])
    // An interceptor would cost each request more than the view.
    expect(Reflect.getMetadata('__interceptors__', Doors.prototype.one)).toBeUndefined()
  })
})

describe('a point in time', () => {
  it('needs its zone and a day that exists', () => {
    expect(parseInstant('2024-02-29T00:00:00Z')).toEqual(new Date('2024-02-29T00:00:00Z'))
    expect(parseInstant('2026-02-29T00:00:00Z')).toBeUndefined()
    expect(parseInstant('2026-11-22T24:00:00Z')).toBeUndefined()
  })
})
