import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants'
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum'
import { DomainError } from '@yiwang/domain'
import type { FastifyRequest } from 'fastify'
import { fieldError, InvalidInput } from './invalid-input'

// A NUL in a path is no id of ours, and no store can be asked for it.
const control = /[\0-\x1f\x7f]/

/** A route that takes no query or no body is not handed one: what nobody reads was meant for something else. */
@Injectable()
export class StrictRequestGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() === 'http') {
      const { query, body, params } = context.switchToHttp().getRequest<FastifyRequest>()
      if (Object.values(params ?? {}).some((value) => control.test(value))) throw new DomainError('not-found')
      const taken = takenBy(context)
      const unknown = [
        ...(taken.has(RouteParamtypes.QUERY) ? [] : Object.keys(query ?? {})),
        ...(taken.has(RouteParamtypes.BODY) ? [] : Object.keys(body ?? {})),
      ]
      if (unknown.length) throw new InvalidInput(unknown.map((name) => fieldError(name, { code: 'unknown-field' })))
    }
    return true
  }
}

function takenBy(context: ExecutionContext): Set<number> {
  const parameters: Record<string, unknown> = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name) ?? {}
  return new Set(Object.keys(parameters).map((key) => Number(key.split(':')[0])))
}
