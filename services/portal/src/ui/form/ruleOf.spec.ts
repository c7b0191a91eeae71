import type { FieldRule } from '../../api/door'
import { faultOf } from './ruleOf'

jest.mock('../../api/session', () => ({ session: { phones: () => ({ areaCode: '0513' }) } }))

it.each<[string, FieldRule, unknown, unknown]>([
  ['nothing where something must be', { required: true }, '  ', 'form.required'],
  ['none of a few', { required: true, enum: ['a'] }, '', 'form.choose'],
  ['nothing where nothing need be', { maxLength: 3, format: 'phone' }, '', undefined],
  ['too much, counted in characters', { maxLength: 2 }, '𠮷𠮷𠮷', { code: 'too-long', max: 2 }],
  ['as much as may be', { maxLength: 2 }, ' 𠮷𠮷 ', undefined],
  ['a password whose blanks count', { format: 'password', minLength: 8 }, ' seven  ', undefined],
  ['a password that is too short', { format: 'password', minLength: 8 }, 'seven', { code: 'too-short', min: 8 }],
  ['another form', { pattern: '^[a-z]+$' }, 'A1', { code: 'wrong-pattern' }],
  ['no number', { type: 'integer', minimum: 1, maximum: 5 }, 'five', { code: 'not-whole' }],
  ['a number beyond', { type: 'integer', minimum: 1, maximum: 5 }, '6', { code: 'out-of-range', min: 1, max: 5 }],
  ['a telephone number', { format: 'phone' }, '138 0013 8000', undefined],
  ['half of one', { format: 'phone' }, '1380013', { code: 'phone-too-short', missing: 4 }],
  ['steps down to an area, which the door looks at', { format: 'area-code', pattern: '^\\d{12}$', required: true }, [], undefined],
])('the door’s rules find %s', (_, rule, value, fault) => {
  expect(faultOf(rule, value)).toEqual(fault)
})
