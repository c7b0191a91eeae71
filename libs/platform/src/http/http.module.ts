import { type DynamicModule, Module } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core'
import { ThrottlerModule, type ThrottlerStorage } from '@nestjs/throttler'
import { FormPipe } from '../fields/form'
import { IdempotencyGuard } from './idempotency.guard'
import { ProblemFilter } from './problem.filter'
import { ClientLimits, Limits, RateLimitGuard } from './rate-limit'
import { ReadBodyGuard } from './read-body.guard'
import { StrictRequestGuard } from './strict-request.guard'

/** What every door has: limits, strict shapes, problems, idempotency. Its guards come after the one that asks who it is: import it after AuthModule. */
@Module({
  providers: [
    Limits,
    ClientLimits,
    { provide: APP_PIPE, useClass: FormPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: ReadBodyGuard },
    { provide: APP_GUARD, useClass: StrictRequestGuard },
    { provide: APP_GUARD, useClass: IdempotencyGuard },
  ],
})
export class HttpModule {
  /** `storage`: where limits are counted. */
  static forRoot(storage: ThrottlerStorage): DynamicModule {
    return { module: HttpModule, imports: [ThrottlerModule.forRoot({ throttlers: [{ limit: 1000, ttl: 60_000 }], storage })] }
  }
}
