import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  mixin,
  type NestInterceptor,
  RequestMethod,
  type Type,
  UseInterceptors,
} from '@nestjs/common'
import { METHOD_METADATA } from '@nestjs/common/constants'
import { accessAt, type Change, changeOf } from '@yiwang/auth'
import type { FastifyRequest } from 'fastify'
import { type Observable, tap } from 'rxjs'
import { toProblem } from '../http/problem.filter'
import type { Facts } from './entry'
import { SecurityLog } from './security-log'

/** Every method of a door that changes rights, settings or keys (`changeOf` its capability) is written down, whoever wrote it; the others cost nothing. */
export function noteChanges(door: Type): void {
  for (const name of Object.getOwnPropertyNames(door.prototype)) {
    const descriptor = Object.getOwnPropertyDescriptor(door.prototype, name) as PropertyDescriptor
    const method = Reflect.getMetadata(METHOD_METADATA, descriptor.value ?? {})
    if (method === undefined || method === RequestMethod.GET) continue
    const access = accessAt(door, descriptor.value)
    const change = typeof access === 'object' ? changeOf(access.may) : undefined
    if (change) UseInterceptors(noting[change])(door.prototype, name, descriptor)
  }
}

/** What of an answer is written beside it: words of the program, and a place. */
const TOLD = ['role', 'areaCode', 'state', 'year'] as const

function noted(what: Change): Type<NestInterceptor> {
  @Injectable()
  class NotesChange implements NestInterceptor {
    constructor(private readonly security: SecurityLog) {}

    intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
      const request = context.switchToHttp().getRequest<FastifyRequest>()
      const { id } = request.params as { id?: string }
      const facts = { door: `${request.method} ${request.routeOptions.url}` }
      return next.handle().pipe(
        tap({
          next: (answer) => this.security.note({ what, outcome: 'done', ...subjectOf(id, answer), facts: { ...facts, ...told(answer) } }),
          error: (error) => this.security.note({ what, ...failure(error), ...subjectOf(id), facts: { ...facts, code: toProblem(error).code } }),
        }),
      )
    }
  }
  return mixin(NotesChange)
}

const noting: Record<Change, Type<NestInterceptor>> = {
  rights: noted('rights'),
  settings: noted('settings'),
  keys: noted('keys'),
  credentials: noted('credentials'),
}

const subjectOf = (id: string | undefined, answer?: unknown) => {
  const subject = id ?? (answer as { id?: string } | undefined)?.id
  return subject ? { subject } : {}
}

const failure = (error: unknown) => ({ outcome: toProblem(error).status < 500 ? ('refused' as const) : ('failed' as const) })

function told(answer: unknown): Facts {
  const of = (answer ?? {}) as Record<string, unknown>
  return Object.fromEntries(TOLD.flatMap((name) => (typeof of[name] === 'string' || typeof of[name] === 'number' ? [[name, of[name]]] : [])))
}
