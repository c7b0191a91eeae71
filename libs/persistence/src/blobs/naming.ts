import type { Schema, SchemaType } from 'mongoose'

type Type = SchemaType & { schema?: Schema; embeddedSchemaType?: SchemaType }

const isBlob = (type: SchemaType | undefined): boolean => (type?.options as { blob?: boolean } | undefined)?.blob === true

/** The paths of a schema's fields of the kind `blob`. */
export function blobPaths(schema: Schema): string[] {
  const found: string[] = []
  schema.eachPath((path, type: Type) => {
    if (isBlob(type) || isBlob(type.embeddedSchemaType)) found.push(path)
    else if (type.schema) found.push(...blobPaths(type.schema).map((below) => `${path}.${below}`))
  })
  return found
}

/** Which collections name blobs, and where. */
export type Naming = Map<string, string[]>

const known: Naming = new Map()

/** Those of a service, which name its own blobs alone; empty where none does. */
export function namingOf(service: string, schemas: Schema[]): { schema: Schema; paths: string[] }[] {
  const naming = schemas.map((schema) => ({ schema, paths: blobPaths(schema) })).filter(({ paths }) => paths.length)
  for (const { schema, paths } of naming) known.set(`${service}.${schema.get('collection')}`, paths)
  return naming
}

/** Of all services that this process has loaded. */
export const allNaming = (): Naming => known
