import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common'
import type { Reflector } from '@nestjs/core'
import type { Capability } from './capabilities'
import type { Staff } from './staff'

/** What a route declares: open to everyone, or to whoever may do this. One key, so that a method's word replaces its class's. */
const ACCESS = 'yiwang:access'
export type Access = 'public' | { may: Capability }

/** Only those, signed in, who may do this (`capabilities.ts`). On a class or a method; the method's word counts. */
export const May = (capability: Capability) => SetMetadata<string, Access>(ACCESS, { may: capability })

/** Declared open: nobody is asked who they are. */
export const Public = () => SetMetadata<string, Access>(ACCESS, 'public')

/** What the route declares; undefined where it says nothing, and stays closed. */
export const accessOf = (reflector: Reflector, context: ExecutionContext): Access | undefined =>
  reflector.getAllAndOverride<Access | undefined>(ACCESS, [context.getHandler(), context.getClass()])

/** The same of a method of a controller, before there is any request. */
export const accessAt = (controller: object, method: object): Access | undefined =>
  Reflect.getMetadata(ACCESS, method) ?? Reflect.getMetadata(ACCESS, controller)

export const isPublic = (reflector: Reflector, context: ExecutionContext): boolean => accessOf(reflector, context) === 'public'

/** What a request is beside Fastify's own, once it was let in. */
export interface SignedIn {
  user: Staff
  /** Whether its access token still opens doors: it has not run out, nor was its key revoked. */
  isInForce(): boolean
}

/** The member of staff (or terminal) who asks: `@CurrentUser() by: Staff`. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): Staff => context.switchToHttp().getRequest().user)
