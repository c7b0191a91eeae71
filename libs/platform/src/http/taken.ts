import type { ExecutionContext } from '@nestjs/common'
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants'
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum'

/** Whether a route's method has a `@Query()`, or a `@Body()`. */
export const takesQuery = (context: ExecutionContext): boolean => takes(context, RouteParamtypes.QUERY)
export const takesBody = (context: ExecutionContext): boolean => takes(context, RouteParamtypes.BODY)

function takes(context: ExecutionContext, kind: RouteParamtypes): boolean {
  const parameters: object = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name) ?? {}
  return Object.keys(parameters).some((key) => Number(key.split(':')[0]) === kind)
}
