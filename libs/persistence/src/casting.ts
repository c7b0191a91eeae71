import { DomainError } from '@yiwang/domain'
import { type Schema, SchemaType } from 'mongoose'
import { has, holds } from './paths'

type Fields = Record<string, unknown>
interface Scope {
  document: Fields
  stored: Fields
}
type Cast = (value: unknown, path: string, scope: Scope) => unknown

/** What mongoose's types do not declare of a schema's own type. */
interface Type {
  instance: string
  schema?: Schema
  defaultValue?: unknown
  isRequired?: boolean
  validators: { type?: string }[]
  setters: unknown[]
  enumValues?: string[]
  options: { min?: unknown; max?: unknown }
  applySetters(value: unknown, scope: unknown): unknown
  getEmbeddedSchemaType(): Type | undefined
}
type Validate = (this: Type, value: unknown, scope: unknown) => { kind: string } | null | undefined
// Of the plain type: a subdocument's or an array's own would validate what is inside as mongoose documents.
const { doValidateSync: validate } = SchemaType.prototype as unknown as { doValidateSync: Validate }

/** Whether there is no half of a character in it. */
const isWellFormed = (text: string): boolean => (text as string & { isWellFormed(): boolean }).isWellFormed()

const casts = new WeakMap<Schema, Cast>()

/**
 * Casts, fills in defaults and validates by the schema's own types, down to every element. Nothing unknown is let in; a field, or a word of an enumeration, that
 * `stored`, the document before this change, has already was written by a newer version, and is kept as it is. Throws DomainError `invalid-value` with the field and the kind of fault, never the value.
 * A mongoose document would do the same at ten times the price, but lets unknown fields of subdocuments pass.
 */
export function cast(schema: Schema, fields: Fields, stored: Fields = {}): Fields {
  return castOf(schema)(fields, '', { document: fields, stored }) as Fields
}

/** The first field that the schema does not have, if there is one. */
export function firstUnknown(schema: Schema, fields: Fields): string | undefined {
  try {
    cast(schema, fields)
  } catch (error) {
    const { field, reason } = (error as DomainError).details as { field?: string; reason?: string }
    if (reason === 'unknown') return field
  }
  return undefined
}

function castOf(schema: Schema): Cast {
  let known = casts.get(schema)
  if (!known) {
    // mongoose adds an ObjectId by itself; here the id is a text beside the schema's own fields.
    const paths = Object.entries(schema.paths).filter(([path]) => path !== '_id')
    known = object(paths.map(([path, type]) => [path.split('.'), type as unknown as Type]))
    casts.set(schema, known)
  }
  return known
}

const invalid = (field: string, reason: string) => new DomainError('invalid-value', { field, reason })
const under = (path: string, key: string | number) => (path ? `${path}.${key}` : `${key}`)
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

/** Several paths below one key are an object of their own. */
function object(paths: [path: string[], type: Type][]): Cast {
  const fields = new Map<string, Cast>()
  for (const [[key, ...rest]] of paths) {
    if (fields.has(key)) continue
    const below = paths.filter(([path]) => path[0] === key)
    const nested = rest.length ? object(below.map(([path, type]) => [path.slice(1), type])) : undefined
    fields.set(key, nested ? (value, path, scope) => nested(value ?? {}, path, scope) : typed(below[0][1]))
  }
  return (value, path, scope) => {
    if (!isObject(value)) throw invalid(path, 'object')
    const result: Fields = {}
    for (const key of Object.keys(value)) {
      if (value[key] === undefined || fields.has(key)) continue
      if (!has(scope.stored, under(path, key).split('.'))) throw invalid(under(path, key), 'unknown')
      result[key] = value[key]
    }
    for (const [key, one] of fields) {
      const is = one(value[key], under(path, key), scope)
      if (is !== undefined) result[key] = is
    }
    return result
  }
}

/** One field: its default where it is missing, its own cast, its validators. */
function typed(type: Type): Cast {
  const inner = contentOf(type)
  const isPlain = plainTest(type)
  // What has parts of its own is validated part by part; of itself it has only to be there.
  const isWhole = (value: unknown) => typeof value === 'object' && value !== null && hasOnlyParts
  const hasOnlyParts = (type.schema || type.instance === 'Array') && type.validators.every(({ type }) => type === 'required')
  return (given, path, scope) => {
    if (isPlain(given)) return given
    const value = given === undefined ? defaultOf(type, scope.document) : given
    const is = value === undefined || value === null ? value : inner(value, path, scope)
    if (isWhole(is) || isPlain(is)) return is
    const fault = validate.call(type, is, scope.document)
    // A word that a newer version added is kept where the document has it.
    if (fault && !(fault.kind === 'enum' && holds(scope.stored, path.split('.'), is))) throw invalid(path, fault.kind)
    return is
  }
}

/** What of a type's own declarations can be told here as well. */
const PLAIN: Record<string, { is: (value: unknown) => boolean; validators: string[] }> = {
  String: { is: (value) => typeof value === 'string' && value !== '' && isWellFormed(value), validators: ['required', 'enum'] },
  Number: { is: Number.isFinite, validators: ['required', 'min', 'max'] },
  Boolean: { is: (value) => typeof value === 'boolean', validators: ['required'] },
  Date: { is: (value) => value instanceof Date && !Number.isNaN(value.getTime()), validators: ['required'] },
}

/**
 * Whether a value is plainly what its type asks for: nothing has to be cast, and no validator of mongoose's would find a fault. Nearly all are, and asking costs more than storing
 * them. Where it is not, or the type declares more, mongoose has the word.
 */
function plainTest({ instance, schema, validators, setters, enumValues, options, defaultValue, isRequired }: Type): (value: unknown) => boolean {
  const plain = PLAIN[instance]
  const isKnown = plain && !schema && !setters.length && validators.every(({ type }) => plain.validators.includes(type ?? ''))
  if (!isKnown) return () => false
  const isOptional = !isRequired && defaultValue === undefined
  const words = enumValues?.length ? new Set<unknown>(enumValues) : undefined
  const { min = -Infinity, max = Infinity } = options
  if (typeof min !== 'number' || typeof max !== 'number') return () => false
  const isWithin = (value: unknown) => (words ? words.has(value) : typeof value !== 'number' || (value >= min && value <= max))
  return (value) => (value === undefined ? isOptional : plain.is(value) && isWithin(value))
}

function contentOf(type: Type): Cast {
  if (type.instance === 'Array') {
    const embedded = type.getEmbeddedSchemaType()
    const element = type.schema ? castOf(type.schema) : embedded ? typed(embedded) : (value: unknown) => value
    return (value, path, scope) => {
      if (!Array.isArray(value)) throw invalid(path, 'array')
      return value.map((one, at) => element(one, under(path, at), scope))
    }
  }
  if (type.instance === 'Map') {
    const element = typed(type.getEmbeddedSchemaType() as Type)
    return (value, path, scope) => {
      const entries = value instanceof Map ? [...value] : Object.entries(isObject(value) ? value : {})
      return Object.fromEntries(entries.map(([key, one]) => [key, element(one, under(path, key), scope)]))
    }
  }
  if (type.schema) return castOf(type.schema)
  return (value, path, { document }) => {
    let is: unknown
    try {
      is = type.applySetters(value, document)
    } catch {
      throw invalid(path, type.instance.toLowerCase())
    }
    // Half a character has no bytes: another one would be stored.
    if (typeof is === 'string' && !isWellFormed(is)) throw invalid(path, 'characters')
    return is
  }
}

/** A default is cast like anything else; one that is shared must not be changed by whoever gets it. */
function defaultOf({ defaultValue }: Type, document: Fields): unknown {
  const value = typeof defaultValue === 'function' ? defaultValue.call(document, document) : defaultValue
  return typeof value === 'object' ? structuredClone(value) : value
}
