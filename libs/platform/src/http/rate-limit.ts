import { applyDecorators, type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { Throttle, ThrottlerGuard } from '@nestjs/throttler'
import { DomainError } from '@yiwang/domain'
import type { FastifyRequest } from 'fastify'
import { clientNetwork } from './client-network'

const LIMITED = 'yiwang:rate-limited'

/** At most `limit` requests in `seconds` from one client (`clientNetwork`). On doors that are open to anyone. */
export const RateLimited = ({ limit, seconds }: { limit: number; seconds: number }) =>
  applyDecorators(SetMetadata(LIMITED, true), Throttle({ default: { limit, ttl: seconds * 1000 } }))

/** What a door that is open to anyone counts, by the client. */
@Injectable()
export class Limits extends ThrottlerGuard {
  protected override getTracker = async (request: FastifyRequest): Promise<string> => clientNetwork(request)

  protected override async throwThrottlingException(_context: ExecutionContext, { timeToBlockExpire }: { timeToBlockExpire: number }): Promise<void> {
    throw new DomainError('too-many-requests', { retryAfter: timeToBlockExpire })
  }
}

/** Most doors are behind a sign-in, and count nobody: they are not held up by who counts. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: Limits,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const isLimited = context.getType() === 'http' && this.reflector.getAllAndOverride(LIMITED, [context.getHandler(), context.getClass()])
    return isLimited ? this.limits.canActivate(context) : true
  }
}
