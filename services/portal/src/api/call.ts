import { Problem } from './problem'
import { authorizedFetch, forgetKey, idempotencyKey } from './send'

type Query = Record<string, string | number | undefined>

async function answer<T>(request: Request): Promise<T> {
  const response = await authorizedFetch(request)
  if (!response.ok) throw await Problem.from(response)
  return (response.status === 204 ? undefined : await response.json()) as T
}

function address(path: string, query: Query = {}): string {
  const url = new URL(path, window.location.origin)
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') url.searchParams.set(name, String(value))
  return url.href
}

export const call = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) => answer<T>(new Request(address(path, query), { signal })),

  post<T>(path: string, body: object = {}, headers: Record<string, string> = {}): Promise<T> {
    const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }
    return answer<T>(new Request(address(path), init))
  },

  /** A create: safe to send again. */
  async create<T>(path: string, body: object): Promise<T> {
    const made = await call.post<T>(path, body, { 'idempotency-key': idempotencyKey(path, body) })
    forgetKey(path)
    return made
  },

  patch: <T>(path: string, body: object) =>
    answer<T>(new Request(address(path), { method: 'PATCH', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })),

  delete: (path: string) => answer<void>(new Request(address(path), { method: 'DELETE' })),
}
