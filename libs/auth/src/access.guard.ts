import { type ExecutionContext, Inject, Injectable, Logger } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { AuthGuard } from '@nestjs/passport'
import { DomainError } from '@yiwang/domain'
import { currentContext } from '@yiwang/persistence'
import { AccessTokenStrategy } from './access-token.strategy'
import { may } from './capabilities'
import { accessOf } from './decorators'
import type { Staff } from './staff'

/** Every route is closed unless it says who may. Events come from our own log and pass. */
@Injectable()
export class AccessGuard extends AuthGuard() {
  private readonly log = new Logger(AccessGuard.name)

  constructor(
    @Inject(AccessTokenStrategy) strategy: AccessTokenStrategy,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {
    super({ defaultStrategy: strategy.registeredAs })
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true

    const access = accessOf(this.reflector, context)
    if (access === 'public') return true
    if (!access) {
      this.log.error(`${context.getClass().name}.${context.getHandler().name} declares neither @May nor @Public: refused`)
      throw new DomainError('not-allowed')
    }

    await super.canActivate(context)
    if (!may(context.switchToHttp().getRequest<{ user: Staff }>().user, access.may)) throw new DomainError('not-allowed')
    const work = currentContext()
    if (work) work.signedIn = true
    return true
  }

  /** Whatever passport found wrong with a token, the asker hears one word; that nobody could look is another matter. */
  override handleRequest<User>(error: Error | null, user: User | false, found?: unknown): User {
    if (error && !(error instanceof DomainError)) throw error
    if (found instanceof DomainError) throw found
    if (!user) throw new DomainError('not-signed-in')
    return user
  }
}
