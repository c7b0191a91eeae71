import type { Language } from '../i18n/language'

export type Words = Record<Language, string>

export interface FieldError {
  field: string
  code: string
  messages: Words
}

/** What a service answers when it refuses (RFC 9457), or `offline` where no answer came at all. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly messages?: Words,
    readonly errors: FieldError[] = [],
  ) {
    super(code)
    this.name = 'Problem'
  }

  static offline(): Problem {
    return new Problem(0, 'offline')
  }

  static async from(response: Response): Promise<Problem> {
    return Problem.of(response.status, await response.json().catch(() => undefined))
  }

  static of(status: number, body: unknown): Problem {
    const { code = `http-${status}`, messages, errors } = (body && typeof body === 'object' ? body : {}) as Partial<Problem>
    return new Problem(status, code, messages, errors)
  }
}

/** What may be otherwise in a moment, with nothing done about it. */
export const passes = (error: Error): boolean => error instanceof Problem && (error.status === 0 || error.status >= 500)
