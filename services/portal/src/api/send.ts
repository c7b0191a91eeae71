import { line } from './line'
import { Problem } from './problem'
import { session } from './session'

const patience = 30_000
/** For a file to go out, as long as the proxy waits for one. */
const patienceForFile = 600_000

/** Whose token goes along. */
export interface Bearer {
  token(): string | undefined
  renew(): Promise<boolean>
  /** Nothing is sent until they have signed in anew. */
  isOver(): boolean
  /** For whom it is sent: where that has become another meanwhile, it is not sent again. */
  whose?(): unknown
}
export type Send = (request: Request) => Promise<Response>

/** fetch with somebody's token; a 401 refreshes once and asks again. While the login waits to be renewed nothing is sent. */
export const sendAs =
  (bearer: Bearer): Send =>
  async (request) => {
    if (bearer.isOver()) throw new Problem(401, 'not-signed-in')
    const again = request.clone()
    const whose = bearer.whose?.()
    const first = await withToken(request, bearer.token())
    if (first.status !== 401 || !(await bearer.renew()) || bearer.whose?.() !== whose) return first
    return withToken(again, bearer.token())
  }

/** Of staff, and of a terminal. */
export const authorizedFetch = sendAs({ token: session.token, renew: session.renew, isOver: () => session.get().stage === 'expired' })

async function withToken(request: Request, token: string | undefined): Promise<Response> {
  if (token) request.headers.set('authorization', `Bearer ${token}`)
  // A stream is watched by whoever listens; everything else has come after a while, or does not come.
  const late = new AbortController()
  const stop = () => late.abort()
  request.signal.addEventListener('abort', stop)
  const isFile = request.headers.get('content-type')?.startsWith('multipart/form-data')
  const timer = request.headers.get('accept') === 'text/event-stream' ? undefined : setTimeout(stop, isFile ? patienceForFile : patience)
  try {
    return await fetch(request, { signal: late.signal })
  } catch (error) {
    if (request.signal.aborted) throw error
    line.look()
    throw Problem.offline()
  } finally {
    clearTimeout(timer)
    if (timer) request.signal.removeEventListener('abort', stop)
  }
}

const keys = new Map<string, { body: string; key: string }>()

/** The same thing sent again after a broken line carries the same key, so the service creates it once; changed words carry a new one. */
export function idempotencyKey(door: string, body: unknown): string {
  const text = JSON.stringify(body ?? null, (_, value) => (value instanceof File ? [value.name, value.size, value.lastModified] : value))
  const known = keys.get(door)
  if (known?.body === text) return known.key
  const key = newName()
  keys.set(door, { body: text, key })
  return key
}

/** Of something that nobody has named yet; also where a page is no secure context. */
export const newName = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Done: the same words again are a new matter. */
export function forgetKey(door: string): void {
  keys.delete(door)
}

/** The next person at this screen must not find the words of the one before. */
export function forgetKeys(): void {
  keys.clear()
}
