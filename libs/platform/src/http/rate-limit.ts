import { applyDecorators, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common'
import { Throttle, ThrottlerGuard } from '@nestjs/throttler'
import { DomainError } from '@yiwang/domain'
import type { FastifyRequest } from 'fastify'
import { clientNetwork } from './client-network'

const LIMITED = 'yiwang:rate-limited'

/** At most `limit` requests in `seconds` from one client (`clientNetwork`). On doors that are open to anyone. */
export const RateLimited = ({ limit, seconds }: { limit: number; seconds: number }) =>
  applyDecorators(SetMetadata(LIMITED, true), Throttle({ default: { limit, ttl: seconds * 1000 } }))

@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  protected override async shouldSkip(context: ExecutionContext): Promise<boolean> {
    return context.getType() !== 'http' || !this.reflector.getAllAndOverride(LIMITED, [context.getHandler(), context.getClass()])
  }

  protected override getTracker = async (request: FastifyRequest): Promise<string> => clientNetwork(request)

  protected override async throwThrottlingException(_context: ExecutionContext, { timeToBlockExpire }: { timeToBlockExpire: number }): Promise<void> {
    throw new DomainError('too-many-requests', { retryAfter: timeToBlockExpire })
  }
}
