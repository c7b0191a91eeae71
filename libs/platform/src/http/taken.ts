import type { ExecutionContext, Type } from '@nestjs/common'
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

const bodies = new WeakMap<object, Type<object> | undefined>()

/** The class of a route's `@Body()`. */
export function bodyOf(context: ExecutionContext): Type<object> | undefined {
  const method = context.getHandler()
  if (!bodies.has(method)) bodies.set(method, classOfBody(context.getClass(), method.name))
  return bodies.get(method)
}

function classOfBody(controller: Type<object>, method: string): Type<object> | undefined {
  const parameters: Record<string, { index: number }> = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}
  const body = Object.entries(parameters).find(([key]) => Number(key.split(':')[0]) === RouteParamtypes.BODY)?.[1]
  return body && Reflect.getMetadata('design:paramtypes', controller.prototype, method)?.[body.index]
}
