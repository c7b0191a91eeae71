import { Problem } from './problem'
import { authorizedFetch, forgetKey, idempotencyKey, type Send } from './send'

/** What a door's OpenAPI says of one value: the part of its rules that can be told before it is sent. */
export interface FieldRule {
  /** Absent: text, or a part with fields of its own. */
  type?: 'boolean' | 'integer' | 'array'
  required?: boolean
  format?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  pattern?: string
  enum?: readonly string[]
  maxItems?: number
  fields?: FieldRules
}
export type FieldRules = Readonly<Record<string, FieldRule>>

interface Rules {
  query?: FieldRules
  body?: FieldRules
}

interface Operation {
  parameters: { path?: unknown; query?: unknown }
  requestBody?: unknown
  responses: object
}

type OrNothing<T> = [NonNullable<T>] extends [never] ? unknown : NonNullable<T>
type Json<C> = C extends { content: { 'application/json': infer J } } ? J : undefined
type Sent<O extends Operation> = O['requestBody'] extends { content: { 'application/json': infer B } | { 'multipart/form-data': infer B } }
  ? { body: B }
  : unknown
/** Parameters of the path and of the query by their names; the body; `version`: what was looked at (`If-Match`), so that what changed meanwhile is shown and not acted upon blindly. */
type Given<O extends Operation> = OrNothing<O['parameters']['path']> &
  OrNothing<O['parameters']['query']> &
  Sent<O> & { version?: number; signal?: AbortSignal }
type Answer<O extends Operation> = Json<O['responses'][keyof O['responses'] & (200 | 201 | 204)]>

export interface Door<G, A> {
  /** `send`: as somebody else than the member of staff at this browser. */
  (given: G, send?: Send): Promise<A>
  method: string
  path: string
  rules: Rules
}
type DoorOf<O extends Operation> = Door<Given<O>, Answer<O>>

/** A door that answers a list in pages. */
export type ListDoor<Row, Query = unknown> = Door<
  Query & { cursor?: string; limit?: number },
  { items: Row[]; next?: string | null /** Services of which nothing is in it. */; away?: string[] }
>
export type RowOf<D> = D extends (given: never) => Promise<{ items: (infer Row)[] }> ? Row : never
export type BodyOf<D> = D extends (given: infer G) => unknown ? (G extends { body: infer B } ? B : undefined) : never

type Loose = Record<string, unknown> & { body?: object; version?: number; signal?: AbortSignal }

/** One door of a service, as the build writes it down (`api/generated`): called it answers what the service says, or throws its refusal as a Problem. */
export function door<O extends Operation>(method: string, path: string, rules: Rules): DoorOf<O> {
  const fields = rules.body ?? {}
  const takesFile = Object.values(fields).some(({ format }) => format === 'binary')
  const call = async ({ body, version, signal, ...named }: Loose, send: Send = authorizedFetch) => {
    const address = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(named[name])))
    const url = new URL(address, window.location.origin)
    for (const [name, value] of Object.entries(named))
      if (value !== undefined && !path.includes(`{${name}}`)) url.searchParams.set(name, String(value))
    const headers = new Headers()
    if (body && !takesFile) headers.set('content-type', 'application/json')
    if (version !== undefined) headers.set('if-match', `"${version}"`)
    // Sent again after a broken line it carries the same key, and happens once.
    const acts = method === 'POST' && !path.endsWith('/search')
    if (acts) headers.set('idempotency-key', idempotencyKey(address, body))
    const sent = body && (takesFile ? await formOf(body, Object.keys(fields)) : JSON.stringify(body))
    const response = await send(new Request(url, { method, headers, signal, body: sent }))
    if (!response.ok) throw await Problem.from(response)
    if (acts) forgetKey(address)
    return response.status === 204 ? undefined : response.json()
  }
  return Object.assign(call, { method, path, rules }) as unknown as DoorOf<O>
}

/** A form with a file, in the order of the door's schema: the file comes behind all fields. */
async function formOf(body: object, names: string[]): Promise<FormData> {
  const form = new FormData()
  for (const name of names) {
    const value: unknown = (body as Record<string, unknown>)[name]
    if (value instanceof File) form.append(name, await unchanged(value))
    else if (value !== undefined) form.append(name, String(value))
  }
  return form
}

/** A browser gives a file no more once it was written to after it was chosen; sent like that it would look like a line that is down. */
async function unchanged(file: File): Promise<File> {
  await file
    .slice(0, 1)
    .arrayBuffer()
    .catch(() => {
      throw new Problem(0, 'file-changed')
    })
  return file
}

/** A list that is asked for in a body, as any other: what is looked for stands in no address, which proxies on the way write down. */
export function searchedBy<Row, Query>(
  { path, rules }: ListDoor<Row, Query>,
  search: Door<{ body: Query & { cursor?: string; limit?: number } }, { items: Row[]; next?: string | null }>,
): ListDoor<Row, Query> {
  const call = ({ signal, ...body }: Loose) => search({ body, signal } as never)
  return Object.assign(call, { method: 'POST', path, rules }) as never
}

/** What a door is about: `/api/hotline/tickets` for every door below it. Queries are kept under their door's path, so that all of them are known that a change may touch. */
export const resourceOf = ({ path }: { path: string }): string => path.split('/').slice(0, 4).join('/')

/** A whole list, page after page to the end: for what can do with one at a time. */
export async function* eachPage<Row, Query>(list: ListDoor<Row, Query>, query: Query): AsyncIterable<{ items: Row[]; away?: string[] }> {
  for (let cursor: string | undefined; ; ) {
    const page = await list({ ...query, limit: 200, cursor })
    yield page
    if (!page.next) return
    cursor = page.next
  }
}

/** The same at once, for a choice or a page that shows all of it. */
export async function everything<Row, Query>(list: ListDoor<Row, Query>, query: Query): Promise<Row[]> {
  const all: Row[] = []
  for await (const { items } of eachPage(list, query)) all.push(...items)
  return all
}
