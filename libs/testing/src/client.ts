import type { NestFastifyApplication } from '@nestjs/platform-fastify'

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test says with its expectations what it reads
  body: any
  headers: Record<string, string | string[] | number | undefined>
  text: string
}

type Headers = Record<string, string>
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** A request on its way: await it, or say at once what it should answer. */
export class Call implements PromiseLike<Answer> {
  constructor(private readonly answer: Promise<Answer>) {}

  // biome-ignore lint/suspicious/noThenProperty: this is what makes it awaitable
  then<A, B>(done?: ((answer: Answer) => A | PromiseLike<A>) | null, failed?: ((reason: unknown) => B | PromiseLike<B>) | null) {
    return this.answer.then(done, failed)
  }

  async expect(status: number, partial?: object): Promise<Answer> {
    const answer = await this.answer
    if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${answer.text.slice(0, 2000)}`)
    if (partial) expect(answer.body).toMatchObject(partial)
    return answer
  }
}

/** Someone at the doors, with a token of their own or none. */
export class Client {
  constructor(
    private readonly app: () => NestFastifyApplication,
    /** What an answer waits for: that its events are out, on either row. */
    private readonly sent: () => Promise<void>,
    private readonly token?: () => string,
    /** The address that it comes from. */
    private readonly from?: string,
  ) {}

  /** What it shows that it is who it is. */
  get bearer(): string {
    return this.token?.() ?? ''
  }

  get = (url: string, headers?: Headers) => this.send('GET', url, undefined, headers)
  post = (url: string, body?: unknown, headers?: Headers) => this.send('POST', url, body, headers)
  patch = (url: string, body?: unknown, headers?: Headers) => this.send('PATCH', url, body, headers)
  put = (url: string, body?: unknown, headers?: Headers) => this.send('PUT', url, body, headers)
  delete = (url: string, headers?: Headers) => this.send('DELETE', url, undefined, headers)

  /** `body`: an object is sent as JSON, text and bytes as they are. */
  send(method: Method, url: string, body?: unknown, headers: Headers = {}): Call {
    const raw = typeof body === 'string' || Buffer.isBuffer(body)
    return new Call(
      this.app()
        .inject({
          method,
          url,
          ...(this.from && { remoteAddress: this.from }),
          headers: {
            ...(this.token && { authorization: `Bearer ${this.token()}` }),
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body !== undefined && { payload: raw ? (body as string) : JSON.stringify(body) }),
        })
        .then(async ({ statusCode, headers: answered, payload }) => {
          await this.sent()
          return { status: statusCode, headers: answered, text: payload, body: parse(payload) }
        }),
    )
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
