/** A session that has ended while a token of it may still be out. */
export interface EndedSession {
  /** The `sid` that the token has. */
  id: string
  /** No token of it is good any more. */
  until: Date
}
