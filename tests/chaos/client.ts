import type { ServiceName } from '@yiwang/contracts'
import type { DistributedRow } from './distributed-row'
import type { History, Operation } from './history'
import type { Chance } from './random'

export type Account = 'operator' | 'worker' | 'coordinator' | 'provider' | 'admin' | 'KIOSK-DEMO-1'

export interface Wish {
  as: Account
  service: ServiceName
  kind: string
  path: string
  method?: 'GET' | 'POST' | 'PATCH'
  body?: Record<string, unknown>
  subject?: string
  ifVersion?: number
  /** What the checker has to know and the body does not say. */
  noted?: Record<string, unknown>
}

export type Body = Record<string, never> & { id: string; state: string; version: number; items: Body[] }

export interface Answer {
  status: number
  body: Body
  operation: Operation
}

const PATIENCE_MS = 15_000
const GIVES_UP_MS = 240_000
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** As a sensible client does: the same key at whichever instance, until there is an answer. */
export class Client {
  private readonly tokens = new Map<Account, string>()
  private count = 0

  constructor(
    private readonly row: DistributedRow,
    private readonly history: History,
    private readonly password: string,
    private readonly name: string,
    private readonly chance: Chance,
  ) {}

  async ask({ as, service, kind, path, method = 'GET', body, subject, ifVersion, noted }: Wish): Promise<Answer> {
    const id = `${this.name}-${++this.count}`
    const operation = this.history.begin({ id, kind, subject, sent: { ...body, ...noted } })
    const headers = {
      'x-correlation-id': id,
      ...(method === 'POST' && { 'idempotency-key': id }),
      ...(ifVersion !== undefined && { 'if-match': `"${ifVersion}"` }),
    }
    for (const until = Date.now() + GIVES_UP_MS; Date.now() < until; ) {
      if (!this.tokens.has(as)) await this.signIn(as)
      const token = this.tokens.get(as)
      operation.tries++
      const answer = token
        ? await this.send(service, `/api/${service}${path}`, method, body, { ...headers, authorization: `Bearer ${token}` })
        : undefined
      if (answer?.status === 401) this.tokens.delete(as)
      else if (answer && answer.status < 500 && answer.status !== 429) {
        operation.status = answer.status
        operation.endedAt = Date.now()
        operation.answered = shortOf(answer.body)
        return { ...answer, operation }
      } else if (token && answer?.status !== 429) operation.unanswered++
      await pause(150 + this.chance.below(400))
    }
    this.history.faults.push(`${kind} ${id} was not answered within ${GIVES_UP_MS / 1000} seconds`)
    return { status: 0, body: {} as Body, operation }
  }

  /** One try at one instance, whatever comes of it, or of signing in for it. */
  async once({ as, service, path, method = 'GET', body }: Wish) {
    const signedIn = this.tokens.has(as) ? undefined : await this.signIn(as)
    const token = this.tokens.get(as)
    if (!token) return signedIn
    const headers = { authorization: `Bearer ${token}`, ...(method === 'POST' && { 'idempotency-key': `${this.name}-${++this.count}` }) }
    return this.send(service, `/api/${service}${path}`, method, body, headers)
  }

  private async signIn(account: Account) {
    const answer = await this.send('identity', '/api/identity/sessions', 'POST', { account, password: this.password })
    if (answer?.status === 201) this.tokens.set(account, String(answer.body.accessToken))
    return answer
  }

  /** Undefined where nothing came back. */
  private async send(service: ServiceName, path: string, method: string, body?: object, headers: Record<string, string> = {}) {
    const { url } = this.chance.one(this.row.of(service))
    try {
      const answer = await fetch(url + path, {
        method,
        headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      const told = (await answer.json()) as Body
      this.history.count(String(answer.status))
      if (answer.status === 503 && !/^\d+$/.test(answer.headers.get('retry-after') ?? ''))
        this.history.faults.push(`${method} ${path}: 503 without Retry-After (${told.code})`)
      if (answer.status >= 500 && answer.status !== 503)
        this.history.faults.push(`${method} ${path}: ${answer.status} ${told.code} (${told.correlation})`)
      return { status: answer.status, body: told, retryAfter: answer.headers.get('retry-after') }
    } catch {
      this.history.count('none')
      return undefined
    }
  }
}

const KEPT = ['id', 'state', 'version', 'amount', 'number', 'visitId', 'owed', 'code', 'description', 'phone', 'title'] as const

const shortOf = (body: Body): Record<string, unknown> =>
  Object.fromEntries(KEPT.filter((field) => body[field] !== undefined).map((field) => [field, body[field]]))
