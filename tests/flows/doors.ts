import type { Role } from '@yiwang/auth'
import type { ServicesUnderTest } from '@yiwang/testing'

/** Every door that is not open to all is open to one of them. Who of all roles may, asks tests/security/doors-by-role.e2e-spec.ts. */
export const askers: readonly Role[] = ['operator', 'worker', 'coordinator', 'provider', 'auditor', 'admin', 'terminal', 'resident']

/** A door as the services themselves describe it. */
export interface Door {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  path: string
  /** Names of the body's fields. */
  fields: string[]
  query: string[]
}

export async function doorsOf(app: ServicesUnderTest, services: string[]): Promise<Door[]> {
  const doors: Door[] = []
  for (const service of services) {
    const { body: document } = await app.anonymous().get(`/api/${service}/openapi.json`).expect(200)
    for (const [path, methods] of Object.entries(document.paths as Record<string, Record<string, never>>)) {
      for (const [method, operation] of Object.entries(methods)) doors.push(read(document, method, path, operation))
    }
  }
  return doors
}

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document as it comes
function read(document: any, method: string, path: string, operation: any): Door {
  const reference: string | undefined = operation.requestBody?.content?.['application/json']?.schema?.$ref
  const schema = reference && document.components.schemas[reference.split('/').at(-1) as string]
  return {
    method: method.toUpperCase() as Door['method'],
    path,
    fields: Object.keys(schema?.properties ?? {}),
    query: (operation.parameters ?? []).filter((one: { in: string }) => one.in === 'query').map((one: { name: string }) => one.name),
  }
}

/** Its address, with an id that nothing has. */
export const addressOf = ({ path }: Door): string => path.replace(/\{\w+\}/g, '01ARZ3NDEKTSV4RRFFQ69G5FAV')
/** Whether it reads a body. */
export const takesBody = ({ method }: Door): boolean => method === 'POST' || method === 'PATCH' || method === 'PUT'
export const isStream = ({ path }: Door): boolean => path.endsWith('/stream')
