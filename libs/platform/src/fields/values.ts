import type { Type } from '@nestjs/common'
import { isDay } from '@yiwang/domain'
import { type FieldOptions, field } from './field'

/** One of a few words. */
export const OneOf = (values: readonly string[], options: FieldOptions = {}) =>
  field(
    {
      check: (value) => (typeof value === 'string' && values.includes(value) ? undefined : { code: 'not-one-of', values: values.join(', ') }),
      api: { type: String, enum: [...values] },
    },
    options,
  )

/** `fromText`: in a query everything is text. */
interface FromText {
  fromText?: boolean
}

export const Flag = ({ fromText, ...options }: FieldOptions & FromText = {}) =>
  field(
    {
      clean: (value) => (fromText && (value === 'true' || value === 'false') ? value === 'true' : value),
      check: (value) => (typeof value === 'boolean' ? undefined : { code: 'not-a-truth-value' }),
      api: { type: Boolean },
    },
    options,
  )

/** A whole number from `min` to `max`, both included. */
export const Whole = ({ min, max, fromText, ...options }: FieldOptions & FromText & { min: number; max: number }) =>
  field(
    {
      clean: (value) => (fromText && typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value),
      check: (value) => {
        if (typeof value !== 'number' || !Number.isInteger(value)) return { code: 'not-whole' }
        return value < min || value > max ? { code: 'out-of-range', min, max } : undefined
      },
      api: { type: 'integer', minimum: min, maximum: max },
    },
    options,
  )

const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

/** A measure, with a fraction where it has one, from `min` to `max`. */
export const Decimal = ({ min, max, ...options }: FieldOptions & { min: number; max: number }) =>
  field(
    {
      check: (value) => {
        if (typeof value !== 'number' || !Number.isFinite(value)) return { code: 'not-a-number' }
        return value < min || value > max ? { code: 'out-of-range', min, max } : undefined
      },
      api: { type: 'number', minimum: min, maximum: max },
    },
    options,
  )

/** A time as RFC 3339 writes it, zone included; undefined where it is none (30 February is none). */
export function parseInstant(value: unknown): Date | undefined {
  const parts = typeof value === 'string' ? rfc3339.exec(value) : null
  if (!parts) return undefined
  const [, year, month, day] = parts.map(Number)
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1900 ? new Date(value as string) : undefined
}

/** A point in time: RFC 3339 text becomes a Date. */
export const Instant = (options: FieldOptions = {}) =>
  field(
    {
      clean: (value) => parseInstant(value) ?? value,
      check: (value) => (value instanceof Date ? undefined : { code: 'not-an-instant' }),
      api: { type: String, format: 'date-time' },
    },
    options,
  )

const checkDay = (value: unknown) => (typeof value === 'string' && isDay(value) ? undefined : { code: 'not-a-day' })

/** A day, without a time. */
export const Day = (options: FieldOptions = {}) => field({ check: checkDay, api: { type: String, format: 'date' } }, options)

/** At most `maxItems` days. */
export const Days = ({ maxItems, ...options }: FieldOptions & { maxItems: number }) =>
  field(
    {
      check: (value) => {
        if (!Array.isArray(value)) return { code: 'not-a-list' }
        return value.length > maxItems ? { code: 'too-many', max: maxItems } : value.map(checkDay).find(Boolean)
      },
      api: { type: 'array', items: { type: 'string', format: 'date' }, maxItems } as never,
    },
    options,
  )

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** An object with fields of its own. */
export const Part = (type: () => Type<object>, options: FieldOptions = {}) =>
  field(
    {
      check: (value) => (isObject(value) ? undefined : { code: 'not-an-object' }),
      part: type,
      // Swagger takes only a function whose own name is `type` for a late reference.
      api: { type: () => type() },
    },
    options,
  )

/** A list of such objects. */
export const Parts = (type: () => Type<object>, options: FieldOptions = {}) =>
  field(
    {
      check: (value) => (Array.isArray(value) && value.every(isObject) ? undefined : { code: 'not-a-list' }),
      part: type,
      api: { type: () => type(), isArray: true } as never,
    },
    options,
  )
