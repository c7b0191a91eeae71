import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { currentContext } from '@yiwang/persistence'
import { Store } from '@yiwang/persistence/stores'
import type { FastifyRequest } from 'fastify'
import { withoutSecrets } from '../fields/secrets'
import { InvalidInput } from './invalid-input'
import { bodyOf } from './taken'

/**
 * `Idempotency-Key`: keyed hashes of (account, route, key) and of the body travel to every document that the request makes, and to every change that it came for, which
 * store them in the same write. So there is no second write to lose: whichever of its writes was done when a request died, the repeat finds that one and does the others.
 * Nobody can guess a body from what is stored, and its secrets are no part of it. A guard, behind the one that knows who asks: interceptors cost each request more.
 */
@Injectable()
export class IdempotencyGuard implements CanActivate {
  constructor(private readonly store: Store) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() === 'http') this.remember(context, context.switchToHttp().getRequest<Asking>())
    return true
  }

  private remember(execution: ExecutionContext, request: Asking): void {
    const key = request.headers['idempotency-key']
    const context = currentContext()
    if (key === undefined || request.method !== 'POST' || !request.user || !context) return
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) throw InvalidInput.at('Idempotency-Key', { code: 'wrong-pattern' })
    // A route is `/api/<service>/…`.
    const service = request.routeOptions.url?.split('/')[2] as string
    const hashes = (value: unknown) => this.store.vault.requestHashes(service, JSON.stringify(value))
    const form = bodyOf(execution)
    const leave = form && withoutSecrets(form)
    const bodies = hashes(sorted(leave ? leave(request.body ?? {}) : (request.body ?? {})))
    const [now, ...former] = hashes([whoOf(request.user), request.routeOptions.url, request.params, key]).map((key, at) => ({
      key,
      body: bodies[at],
    }))
    context.request = { ...now, former }
  }
}

type Asking = FastifyRequest & { user?: Pick<Staff, 'id' | 'proxy' | 'residentId'> }

/** Who acts for another is somebody else then: what was made for that person is found again for them alone. */
const whoOf = ({ id, proxy, residentId }: Pick<Staff, 'id' | 'proxy' | 'residentId'>) => (proxy ? [id, residentId] : id)

/** The same content in another order of its fields is the same body. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  )
}
