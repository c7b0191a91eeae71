import { newId } from '@yiwang/domain'
import { type Context, runInContext } from '@yiwang/persistence'
import type { FastifyInstance, FastifyRequest } from 'fastify'

const contexts = new WeakMap<FastifyRequest['raw'], Context>()

/** The context of a request, known from its first byte. */
export const contextOf = (request: FastifyRequest): Context | undefined => contexts.get(request.raw)

/** Gives every request a correlation id (the caller's own, where it is sane) and lets its work run in that context. */
export function followRequests(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    const asked = request.headers['x-correlation-id']
    const correlation = typeof asked === 'string' && /^[\w.-]{1,64}$/.test(asked) ? asked : newId()
    const traceparent = request.headers.traceparent
    contexts.set(request.raw, { correlation, ...(typeof traceparent === 'string' && /^[\da-f-]{55}$/.test(traceparent) && { traceparent }) })
    reply.header('x-correlation-id', correlation)
    // Nothing of people stays behind in a browser's store; a door that may be kept says so itself.
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
    done()
  })
  // Only here: while a body is read, the context of an earlier hook can be lost.
  server.addHook('preHandler', (request, _reply, done) => runInContext(contextOf(request) as Context, done))
}
