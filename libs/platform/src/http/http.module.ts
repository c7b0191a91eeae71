import { Module, ValidationPipe } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core'
import { ThrottlerModule } from '@nestjs/throttler'
import { IdempotencyInterceptor } from './idempotency.interceptor'
import { InvalidInput } from './invalid-input'
import { ProblemFilter } from './problem.filter'
import { RateLimitGuard } from './rate-limit'
import { StrictRequestInterceptor } from './strict-request.interceptor'

const validation = new ValidationPipe({
  whitelist: true,
  forbidNonWhitelisted: true,
  transform: true,
  stopAtFirstError: true,
  exceptionFactory: (errors) => InvalidInput.of(errors),
})

/** What every door has: limits, strict shapes, problems, idempotency. */
@Module({
  imports: [ThrottlerModule.forRoot([{ limit: 1000, ttl: 60_000 }])],
  providers: [
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_PIPE, useValue: validation },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_INTERCEPTOR, useClass: StrictRequestInterceptor },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  ],
})
export class HttpModule {}
