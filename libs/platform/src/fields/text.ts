import parsePhoneNumber from 'libphonenumber-js/min'
import type { Fault } from './faults'
import { type FieldOptions, field } from './field'

interface TextOptions extends FieldOptions {
  max: number
  min?: number
  pattern?: RegExp
}

// C0 and C1 controls but for tab and line breaks; bidirectional overrides and isolates, which can make text read as something else (CVE-2021-42574);
// lone surrogates, which are no characters.
const unsafe =
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

// The same character may be typed in two ways (é as one or as two): one of them is kept, so that a name is found however it was typed (UAX #15).
const trim = (value: unknown) => (typeof value === 'string' ? value.normalize('NFC').trim() : value)

export function checkText(value: unknown, { max, min = 1, pattern }: TextOptions): Fault | undefined {
  if (typeof value !== 'string') return { code: 'not-text' }
  if (unsafe.test(value)) return { code: 'unsafe-characters' }
  const length = Array.from(value).length
  if (length < min) return length ? { code: 'too-short', min } : { code: 'empty' }
  if (length > max) return { code: 'too-long', max }
  if (pattern && !pattern.test(value)) return { code: 'wrong-pattern' }
  return undefined
}

const checkLine = (value: unknown, options: TextOptions) =>
  checkText(value, options) ?? (/[\r\n]/.test(value as string) ? { code: 'line-break' } : undefined)

/** Text of several lines, at most `max` characters, trimmed. */
export const Text = (options: TextOptions) =>
  field(
    { clean: trim, check: (value) => checkText(value, options), api: { type: String, minLength: options.min ?? 1, maxLength: options.max } },
    options,
  )

/** Text of one line. */
export const Line = (options: TextOptions) =>
  field(
    {
      clean: trim,
      check: (value) => checkLine(value, options),
      api: { type: String, minLength: options.min ?? 1, maxLength: options.max, pattern: options.pattern?.source },
    },
    options,
  )

/** What may hold any characters and is never trimmed: a password. */
export const Secret = (options: TextOptions) =>
  field(
    {
      check: (value) => {
        if (typeof value !== 'string') return { code: 'not-text' }
        if (value.length < (options.min ?? 1)) return { code: 'too-short', min: options.min ?? 1 }
        return value.length > options.max ? { code: 'too-long', max: options.max } : undefined
      },
      api: { type: String, format: 'password', minLength: options.min ?? 1, maxLength: options.max },
    },
    options,
  )

export const PersonName = (options: FieldOptions = {}) => Line({ max: 60, ...options })

export const Id = (options: FieldOptions = {}) => Line({ max: 64, pattern: /^[\w-]+$/, ...options })

/** 12 digits; whether the area exists is the service's question. */
export const AreaCode = (options: FieldOptions = {}) =>
  field(
    {
      check: (value) => (typeof value === 'string' && /^\d{12}$/.test(value) ? undefined : { code: 'not-an-area-code' }),
      api: { type: String, pattern: '^\\d{12}$', example: '320600000000' },
    },
    options,
  )

/** `value` as digits only (`13800138000`, `051385123456`), or undefined where it is no telephone number of mainland China. */
export function normalPhone(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 30) return undefined
  const parsed = parsePhoneNumber(value, 'CN')
  if (!parsed?.isValid() || parsed.countryCallingCode !== '86' || parsed.ext) return undefined
  // A mobile number that lacks a digit passes for some town's landline in the small metadata.
  if (/^1[3-9]/.test(parsed.nationalNumber)) return parsed.nationalNumber.length === 11 ? parsed.nationalNumber : undefined
  return parsed.formatNational().replace(/\D/g, '')
}

/** A telephone number of mainland China, kept as digits only. */
export const Phone = (options: FieldOptions = {}) =>
  field(
    {
      clean: (value) => normalPhone(value) ?? value,
      check: (value) => (normalPhone(value) ? undefined : { code: 'not-a-phone' }),
      api: { type: String, example: '13800138000' },
    },
    options,
  )

/** Several short lines, each at most `max` characters. */
export const Lines = (options: FieldOptions & { maxItems: number; max: number; values?: readonly string[] }) =>
  field(
    {
      check: (value) => {
        if (!Array.isArray(value)) return { code: 'not-a-list' }
        if (value.length > options.maxItems) return { code: 'too-many', max: options.maxItems }
        const unknown = options.values && value.some((one) => !options.values?.includes(one))
        return unknown ? { code: 'not-one-of', values: options.values?.join(', ') } : value.map((one) => checkLine(one, options)).find(Boolean)
      },
      api: { type: [String], maxItems: options.maxItems, ...(options.values && { enum: [...options.values] }) },
    },
    options,
  )
