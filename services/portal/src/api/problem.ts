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
    const body = await response.json().catch(() => ({}))
    return new Problem(response.status, body.code ?? `http-${response.status}`, body.messages, body.errors ?? [])
  }
}
