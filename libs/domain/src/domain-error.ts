/** What a person is told besides the code: the field at fault and the values its message mentions. */
export interface ErrorDetails {
  field?: string
  /** Told beside the words, as members of the problem+json of their own (RFC 9457, section 3.2). */
  told?: Record<string, unknown>
  [value: string]: unknown
}

/** A rule said no. `code` is stable and public; its words in Chinese and English are in the services' `problems.ts`. */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    readonly details: ErrorDetails = {},
  ) {
    super(code)
    this.name = 'DomainError'
  }
}
