import type { Decision } from '@yiwang/domain'

/** When a token was last issued by a secret: apart from the client, so that asking changes nothing of it. */
export interface ClientUse {
  /** That of the secret. */
  id: string
  /** A minute. */
  at: Date
}

const MINUTE_MS = 60_000
const minuteOf = (at: Date): number => Math.floor(at.getTime() / MINUTE_MS)

/** Undefined where one of this minute is known. */
export const use = (id: string, known: ClientUse | undefined, now: Date): Decision<ClientUse> | undefined =>
  known && minuteOf(known.at) >= minuteOf(now) ? undefined : { set: { id, at: new Date(minuteOf(now) * MINUTE_MS) } }
