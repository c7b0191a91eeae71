import { z } from 'zod'

export const id = z.string().min(1).max(64)
/** 12 digits: GB/T 2260 (6) + town (3) + committee (3). */
export const areaCode = z.string().regex(/^\d{12}$/)
/** RFC 3339 with zone. */
export const instant = z.iso.datetime({ offset: true })
/** Money in integer fen. */
export const fen = z.int()

/**
 * A word of a list that may grow. A contract lets any other pass as well, so that a version that does not know it takes the event: it acts on the words it knows, and
 * keeps and shows another as it is. The known ones are for whoever reads the documents.
 */
export const word = (...known: string[]) => z.string().meta({ description: 'May grow: take any other word as it is.', examples: known })

/** The known words of a field that may grow; undefined where it is no such field. */
export const knownWords = (schema: z.ZodType): string[] | undefined => z.globalRegistry.get(schema)?.examples as string[] | undefined

/** Fields that are sealed before they are hashed, stored or sent, and opened only at a handler. */
const sealed = z.registry<{ sealed: true }>()

/** Marks what tells of a person: a name, a phone, an address, free text, tags. */
export function personal<S extends z.ZodType>(schema: S): S {
  sealed.add(schema, { sealed: true })
  return schema
}

/** Marks what opens something: a query code. */
export const secret = personal

/** Stands where something was said of people, and is erased: "deleted". */
export const ERASED = '已删除'

/** What stands for a personal field of which nobody knows any more what it said; undefined where it may be missing. */
export function blank(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodOptional) return undefined
  if (schema instanceof z.ZodString) return ERASED
  if (schema instanceof z.ZodNumber) return 0
  if (schema instanceof z.ZodArray) return []
  throw new Error(`${schema.type}: say what is blank of this kind`)
}

/** Paths of the sealed fields of an object schema, such as `['reporter', 'phone']`. */
export function sealedPaths(schema: z.ZodType, path: string[] = []): string[][] {
  if (sealed.has(schema)) return [path]
  if (schema instanceof z.ZodOptional) return sealedPaths(schema.unwrap() as z.ZodType, path)
  if (schema instanceof z.ZodObject) return Object.entries(schema.shape).flatMap(([key, field]) => sealedPaths(field as z.ZodType, [...path, key]))
  // What is personal inside of anything else would be stored in clear: mark the whole field instead.
  const inside =
    schema instanceof z.ZodArray ? schema.element : schema instanceof z.ZodNullable || schema instanceof z.ZodDefault ? schema.unwrap() : undefined
  if (inside && sealedPaths(inside as z.ZodType).length) throw new Error(`${path.join('.')}: mark the whole field as personal`)
  return []
}
