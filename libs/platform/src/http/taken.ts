import type { ExecutionContext } from '@nestjs/common'
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants'
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum'

/** Whether a route's method has a `@Query()`, or a `@Body()`. */
export const takesQuery = (context: ExecutionContext): boolean => takes(context, RouteParamtypes.QUERY)
export const takesBody = (context: ExecutionContext): boolean => takes(context, RouteParamtypes.BODY)

/** Looked up once for each method: nothing of it changes. */
const kinds = new WeakMap<object, Set<number>>()

function takes(context: ExecutionContext, kind: RouteParamtypes): boolean {
  const method = context.getHandler()
  let known = kinds.get(method)
  if (!known) {
    const parameters: object = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), method.name) ?? {}
    known = new Set(Object.keys(parameters).map((key) => Number(key.split(':')[0])))
    kinds.set(method, known)
  }
  return known.has(kind)
}
