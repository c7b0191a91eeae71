import { applyDecorators, type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { Throttle, ThrottlerGuard } from '@nestjs/throttler'
import type { SignedIn } from '@yiwang/auth'
import { DomainError } from '@yiwang/domain'
import type { FastifyRequest } from 'fastify'
import { Budgets } from './budget'
import { clientNetwork, isFrom } from './client-network'

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

type Asking = FastifyRequest & Partial<SignedIn>

/** A program's requests are counted at every door, over all services, and come from where it was said they would. */
@Injectable()
export class ClientLimits {
  constructor(private readonly budgets: Budgets) {}

  /** Throws `other-address` or `budget-spent`. */
  async hold({ id, client }: Pick<SignedIn['user'], 'id' | 'client'>, request: FastifyRequest): Promise<true> {
    const { addresses, perMinute = 0 } = client ?? {}
    if (addresses && !isFrom(addresses, request)) throw new DomainError('other-address')
    await this.budgets.take('client', id, { limit: perMinute, seconds: 60 })
    return true
  }
}

/** Most doors are behind a sign-in, and count nobody but programs: they are not held up by who counts. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: Limits,
    private readonly clients: ClientLimits,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.getType() === 'http' ? context.switchToHttp().getRequest<Asking>() : undefined
    if (request?.user?.client) return this.clients.hold(request.user, request)
    const isLimited = request && this.reflector.getAllAndOverride(LIMITED, [context.getHandler(), context.getClass()])
    return isLimited ? this.limits.canActivate(context) : true
  }
}
