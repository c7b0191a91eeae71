import {
  changesDirection,
  dropDirections,
  dropZeroWidth,
  type Fault,
  nameFault,
  normalCode,
  normalName,
  sinceGbk,
} from '@yiwang/domain/normalization'
import { type FieldOptions, field } from './field'

interface TextOptions extends FieldOptions {
  max: number
  min?: number
  pattern?: RegExp
  /** How a text of this kind is tidied, where not as any other; the door's other rules hold for what comes of it. */
  clean?: (text: string) => string
  /** What else may be wrong with it. */
  fault?: (text: string) => Fault | undefined
  /** Told in the OpenAPI document: by it the portal knows how a field is asked for. */
  format?: string
}

// C0 and C1 controls but for tab and line breaks; lone surrogates, which are no characters.
const unsafe = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

// The same character may be typed in two ways (é as one or as two): one of them is kept, so that a text is found however it was typed (UAX #15).
// What GBK kept in the private area is what Unicode has since.
const trim = (text: string) => sinceGbk(dropZeroWidth(text)).normalize('NFC').trim()

/** What is far too long, whichever way it is written, is refused as it is: tidying it would cost whoever waits behind. */
const cleaned =
  ({ max, clean = trim }: Pick<TextOptions, 'max' | 'clean'>) =>
  (value: unknown) => {
    if (typeof value !== 'string') return value
    const trimmed = value.trim()
    return trimmed.length > 4 * max ? trimmed : clean(trimmed)
  }

export function checkText(value: unknown, { max, min = 1, pattern, fault }: TextOptions): Fault | undefined {
  if (typeof value !== 'string') return { code: 'not-text' }
  // No character takes more than two units.
  if (value.length > 2 * max) return { code: 'too-long', max }
  if (unsafe.test(value) || changesDirection(value)) return { code: 'unsafe-characters' }
  const length = Array.from(value).length
  if (length < min) return length ? { code: 'too-short', min } : { code: 'empty' }
  if (length > max) return { code: 'too-long', max }
  if (pattern && !pattern.test(value)) return { code: 'wrong-pattern' }
  return fault?.(value)
}

const checkLine = (value: unknown, options: TextOptions) =>
  checkText(value, options) ?? (/[\r\n]/.test(value as string) ? { code: 'line-break' } : undefined)

/** Text of several lines, at most `max` characters, trimmed. */
export const Text = (options: TextOptions) =>
  field(
    {
      clean: cleaned(options),
      check: (value) => checkText(value, options),
      api: { type: String, format: 'lines', minLength: options.min ?? 1, maxLength: options.max },
    },
    options,
  )

/** Text of one line. */
export const Line = (options: TextOptions) =>
  field(
    {
      clean: cleaned(options),
      check: (value) => checkLine(value, options),
      api: { type: String, format: options.format, minLength: options.min ?? 1, maxLength: options.max, pattern: options.pattern?.source },
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
    { ...options, secret: true },
  )

/** A person's name, in the one way that it is kept. */
export const PersonName = (options: FieldOptions = {}) => Line({ max: 60, format: 'person-name', clean: normalName, fault: nameFault, ...options })

/** A number or code that people read out, copy and type: without blanks and dashes of other kinds, in letters and digits of plain width. */
export const Code = (options: TextOptions) => Line({ clean: normalCode, ...options })

/** What is looked for, a number, a name or words. It is not kept and misleads nobody: marks of direction that were copied along with a number are dropped here too. */
export const Sought = ({ clean = trim, ...options }: TextOptions) => Line({ ...options, clean: (text) => clean(dropDirections(text)) })

export const Id = (options: FieldOptions = {}) => Line({ max: 64, pattern: /^[\w-]+$/, ...options })

/** 12 digits; whether the area exists is the service's question. */
export const AreaCode = (options: FieldOptions = {}) =>
  field(
    {
      check: (value) => (typeof value === 'string' && /^\d{12}$/.test(value) ? undefined : { code: 'not-an-area-code' }),
      api: { type: String, format: 'area-code', pattern: '^\\d{12}$', example: '320600000000' },
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
