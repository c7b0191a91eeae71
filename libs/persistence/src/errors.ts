/** A value that must be unique is taken. `fields` are the index's paths. */
export class DuplicateError extends Error {
  constructor(
    readonly collection: string,
    readonly fields: string[],
  ) {
    super(`duplicate ${fields.join(', ')} in ${collection}`)
    this.name = 'DuplicateError'
  }
}

/** For `catch`: this fault alone is an answer. */
export function duplicateOnly(error: unknown): DuplicateError {
  if (error instanceof DuplicateError) return error
  throw error
}

/** What lies there is no document any more. */
export class UnreadableDocument extends Error {
  constructor(
    readonly collection: string,
    readonly id: string,
    override readonly cause: unknown,
  ) {
    super(`the document ${id} of ${collection} can no longer be read`)
    this.name = 'UnreadableDocument'
  }
}

/** The store cannot be reached or cannot write: nothing was stored, and trying again later may help. */
export class StoreUnavailable extends Error {
  constructor(
    message: string,
    override readonly cause?: unknown,
  ) {
    super(message)
    this.name = 'StoreUnavailable'
  }
}
