import { isDeepStrictEqual } from 'node:util'
import { ERASED } from '@yiwang/contracts'
import type { Schema, SchemaType } from 'mongoose'

type Fields = Record<string, unknown>
type Type = SchemaType & { schema?: Schema }

/**
 * What a document loses where nobody is to know any more whom it told of: whatever its schema seals. "Deleted" stands where something must, as in an event whose key was destroyed; what may be
 * missing is. Undefined where there is nothing left to lose.
 */
export function blanked<T extends object>(schema: Schema, document: T): Partial<T> | undefined {
  const without = blank(schema, document as Fields)
  const lost = Object.keys(document).filter((field) => !isDeepStrictEqual((document as Fields)[field], without[field]))
  return lost.length ? (Object.fromEntries(lost.map((field) => [field, without[field]])) as Partial<T>) : undefined
}

function blank(schema: Schema, document: Fields): Fields {
  const left = { ...document }
  schema.eachPath((field, type: Type) => {
    const value = left[field]
    if (value === undefined) return
    if (type.options.encrypted) {
      if (type.options.required) left[field] = blankOf(field, type)
      else delete left[field]
    } else if (type.schema) {
      const part = type.schema
      left[field] = Array.isArray(value) ? value.map((one) => blank(part, one)) : blank(part, value as Fields)
    }
  })
  return left
}

function blankOf(field: string, { instance, options }: Type): unknown {
  if (instance === 'String' && !options.enum) return ERASED
  if (instance === 'Array' || instance === 'DocumentArray') return []
  if (instance === 'Number') return 0
  if (instance === 'Boolean') return false
  throw new Error(`${field}: say what is blank of this kind`)
}
