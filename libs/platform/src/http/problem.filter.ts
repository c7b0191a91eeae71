import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger, Optional } from '@nestjs/common'
import { DomainError } from '@yiwang/domain'
import { DuplicateError } from '@yiwang/persistence'
import { StoreUnavailable } from '@yiwang/persistence/stores'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { noteRefusal } from '../security/note-refusal'
import { SecurityLogs } from '../security/security-log'
import { InvalidInput } from './invalid-input'
import { type Messages, messagesOf, problemOf } from './problems'
import { contextOf } from './request-context'

/** RFC 9457, with a stable code, both languages, and the fields at fault. */
export interface Problem {
  type: 'about:blank'
  title: string
  status: number
  code: string
  detail: string
  messages: Messages
  errors?: { field: string; code: string; messages: Messages }[]
  /** How many more than `errors` names. */
  moreErrors?: number
  correlation?: string
}

const codeOfStatus: Record<number, string> = {
  400: 'bad-request',
  401: 'not-signed-in',
  403: 'not-allowed',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'payload-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
}

/** Every error leaves as a problem+json. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http')

  /** A process without services has none. */
  constructor(@Optional() private readonly security?: SecurityLogs) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp()
    const reply = http.getResponse<FastifyReply>()
    const request = http.getRequest<FastifyRequest>()
    const context = contextOf(request)
    const problem = toProblem(error, context?.clientCorrelation ?? context?.correlation)
    if (this.security && context) noteRefusal(this.security, request, context, problem)
    if (problem.status >= 500) this.logger.error(wordsOf(error))
    if (reply.sent || reply.raw.headersSent) return

    const { retryAfter = error instanceof StoreUnavailable ? RETRY_AFTER_S : undefined } = (error as DomainError).details ?? {}
    if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
    this.answer(reply, problem)
  }

  /** A door whose standard has a form of its own says it in that. */
  protected answer(reply: FastifyReply, problem: Problem): void {
    sendProblem(reply, problem)
  }
}

/** A stack where it shows what is wrong: a store that is away is not the code's fault. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error instanceof StoreUnavailable ? error.message : (error.stack ?? error.message)
}

/** A store that is away is looked for about so long before a request is told. */
const RETRY_AFTER_S = 5

export const sendProblem = (reply: FastifyReply, problem: Problem) =>
  reply.status(problem.status).header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problem))

export function toProblem(error: unknown, correlation?: string): Problem {
  const told = describe(error)
  return correlation ? { ...told, correlation } : told
}

/** What is wrong with one of many things that were sent together, as it would be told at the door. What is no fault of theirs is thrown. */
export function faultsOf(error: unknown): { field?: string; code: string; messages: Messages }[] {
  const { status, code, messages, errors } = toProblem(error)
  if (status >= 500) throw error
  return errors ?? [{ code, messages }]
}

function describe(error: unknown): Problem {
  if (error instanceof InvalidInput)
    return { ...problem('invalid-input'), errors: error.errors, ...(error.moreErrors > 0 && { moreErrors: error.moreErrors }) }
  if (error instanceof DomainError) return ofDomain(error)
  if (error instanceof DuplicateError) return problem('duplicate')
  if (error instanceof StoreUnavailable) return problem('store-unavailable')
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number })?.statusCode
  if (status && status < 500) return { ...problem(codeOfStatus[status] ?? 'bad-request'), status }
  return problem('internal')
}

function problem(code: string, details: Record<string, unknown> = {}): Problem {
  const words = problemOf(code) ?? { status: 409, zh: code, en: code }
  const messages = messagesOf(words, details)
  return { type: 'about:blank', title: messages.en, status: words.status, code, detail: messages['zh-CN'], messages }
}

function ofDomain({ code, details }: DomainError): Problem {
  const fields = (details.fields as string[] | undefined) ?? (details.field ? [details.field] : [])
  const told = { ...problem(code, details), ...details.told }
  return fields.length ? { ...told, errors: fields.map((field) => ({ field, code, messages: told.messages })) } : told
}
