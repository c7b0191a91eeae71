import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import { DomainError } from '@yiwang/domain'
import type { FastifyRequest } from 'fastify'
import { InvalidInput } from './invalid-input'
import { takesBody, takesQuery } from './taken'

// A NUL in a path is no id of ours, and no store can be asked for it.
const control = /[\0-\x1f\x7f]/

/** A route that takes no query or no body is not handed one: what nobody reads was meant for something else. */
@Injectable()
export class StrictRequestGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() === 'http') {
      const { query, body, params } = context.switchToHttp().getRequest<FastifyRequest>()
      if (Object.values(params ?? {}).some((value) => control.test(value))) throw new DomainError('not-found')
      const unknown = [...(takesQuery(context) ? [] : Object.keys(query ?? {})), ...(takesBody(context) ? [] : Object.keys(body ?? {}))]
      if (unknown.length) throw new InvalidInput(unknown.map((field) => ({ field, fault: { code: 'unknown-field' } })))
    }
    return true
  }
}
