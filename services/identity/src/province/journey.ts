import { type Decision, DomainError } from '@yiwang/domain'
import { hashOf } from '../secrets'

/** Somebody on their way to the province's sign-in and back. */
export interface Journey {
  /** A hash of the `state` that they take along. */
  id: string
  /** A hash of what their browser keeps: who comes back with another's `state` is not who left. */
  browserHash: string
  /** What the code is exchanged with (PKCE). */
  verifier: string
  nonce: string
  usedAt?: Date
  expiresAt: Date
}

const MINUTE_MS = 60_000
export const JOURNEY_MINUTES = 10

export interface Leaving {
  state: string
  browser: string
  verifier: string
  nonce: string
}

export function leave({ state, browser, verifier, nonce }: Leaving, now: Date): Decision<Journey> {
  const expiresAt = new Date(now.getTime() + JOURNEY_MINUTES * MINUTE_MS)
  return { set: { id: hashOf(state), browserHash: hashOf(browser), verifier, nonce, expiresAt } }
}

/** They are back: once, in time, in the browser that they left by. Throws `journey-over`. */
export function comeBack({ browserHash, usedAt, expiresAt }: Journey, browser: string | undefined, now: Date): Decision<Journey> {
  if (usedAt || expiresAt <= now || browser === undefined || browserHash !== hashOf(browser)) throw new DomainError('journey-over')
  return { set: { usedAt: now } }
}
