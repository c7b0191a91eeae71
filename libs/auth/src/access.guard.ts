import { type ExecutionContext, Inject, Injectable, Logger } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { AuthGuard } from '@nestjs/passport'
import { DomainError } from '@yiwang/domain'
import { type Actor, currentContext } from '@yiwang/persistence'
import { AccessTokenStrategy } from './access-token.strategy'
import { type Capability, isSensitive, may } from './capabilities'
import { accessOf, type SignedIn } from './decorators'
import { EndedSessions } from './ended-sessions'
import type { Staff } from './staff'

/** Every route is closed unless it says who may. Events come from our own log and pass. */
@Injectable()
export class AccessGuard extends AuthGuard() {
  private readonly log = new Logger(AccessGuard.name)

  constructor(
    @Inject(AccessTokenStrategy) private readonly strategy: AccessTokenStrategy,
    @Inject(EndedSessions) private readonly ended: EndedSessions,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {
    super({ defaultStrategy: strategy.registeredAs })
  }

  override canActivate(context: ExecutionContext): true | Promise<true> {
    if (context.getType() !== 'http') return true

    const access = accessOf(this.reflector, context)
    if (access === 'public') return true
    if (!access) {
      this.log.error(`${context.getClass().name}.${context.getHandler().name} declares neither @May nor @Public: refused`)
      throw new DomainError('not-allowed')
    }

    const request = context.switchToHttp().getRequest<Asking>()
    const known = this.ended.isCurrent() || !isSensitive(access.may) ? this.strategy.known(request) : undefined
    if (!known) return this.ask(context, request, access.may)
    request.user = known
    return letIn(request, access.may)
  }

  private async ask(context: ExecutionContext, request: Asking, capability: Capability): Promise<true> {
    await this.ended.begin()
    await super.canActivate(context)
    if (isSensitive(capability)) {
      await this.ended.require()
      if (!request.isInForce()) throw new DomainError('not-signed-in')
    }
    return letIn(request, capability)
  }

  /** Whatever passport found wrong with a token, the asker hears one word; that nobody could look is another matter. */
  override handleRequest<User>(error: Error | null, user: User | false, found?: unknown): User {
    if (error && !(error instanceof DomainError)) throw error
    if (found instanceof DomainError) throw found
    if (!user) throw new DomainError('not-signed-in')
    return user
  }
}

type Asking = Parameters<AccessTokenStrategy['known']>[0] & SignedIn

/** As whatever they cause names them; and whoever acts for another, that person too. */
export const authorOf = ({ id, role, proxy, residentId }: Staff): Actor => (proxy ? { id, role, for: residentId } : { id, role })

function letIn({ user }: Asking, capability: Capability): true {
  // Whoever has to put their own sign-in right does that, and nothing else.
  if (user.must && capability !== 'sign-in.own') throw new DomainError(`${user.must}-first`)
  if (!may(user, capability)) throw new DomainError('not-allowed')
  const work = currentContext()
  if (work) {
    work.signedIn = true
    work.actor = authorOf(user)
    if (work.asked && user.role !== 'resident') work.asked.areaCode = user.areaCode
  }
  return true
}
