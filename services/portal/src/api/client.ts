import createClient from 'openapi-fetch'
import { Problem } from './problem'
import { authorizedFetch, forgetKey, idempotencyKey } from './send'

/** A typed client for the doors that a service describes: an address, a parameter or a field it does not have fails the build. */
export const clientOf = <Doors extends object>() => createClient<Doors>({ baseUrl: window.location.origin, fetch: authorizedFetch })

interface Outcome<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The answer, or the service's refusal as a Problem. */
export async function answerOf<T>(call: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await call
  if (!response.ok) throw Problem.of(response.status, error)
  return data as T
}

/** A whole list, for a choice or a table that shows all of it: page after page to the end. */
export async function everything<T>(ask: (cursor: string | undefined) => Promise<{ items: T[]; next: string | null }>): Promise<T[]> {
  const all: T[] = []
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await ask(cursor)
    all.push(...items)
    if (!next) return all
    cursor = next
  }
}

/** A create: sent again after a broken line it carries the same key, and happens once. */
export async function once<T>(door: string, body: object, send: (headers: Record<string, string>) => Promise<Outcome<T>>): Promise<T> {
  const made = await answerOf(send({ 'idempotency-key': idempotencyKey(door, body) }))
  forgetKey(door)
  return made
}
