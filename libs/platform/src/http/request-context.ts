import { finished } from 'node:stream'
import { type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { services } from '@yiwang/contracts'
import { newId } from '@yiwang/domain'
import { startSpan, traceparentOf } from '@yiwang/messaging'
import { type Asked, type Context, runInContext } from '@yiwang/persistence'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { clientNetwork } from './client-network'

const contexts = new WeakMap<FastifyRequest['raw'], Context>()

/** The context of a request, known from its first byte. */
export const contextOf = (request: FastifyRequest): Context | undefined => contexts.get(request.raw)

/** Gives every request a correlation id of ours, under which all stands that follows from it, and lets its work run in that context. What the caller calls it goes along, and is
 * answered: two who call theirs the same, by chance or not, are still two. */
export function followRequests(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    const asked = request.headers['x-correlation-id']
    const theirs = typeof asked === 'string' && /^[\w.-]{1,64}$/.test(asked) ? asked : undefined
    const correlation = newId()
    const ofApi = request.url.startsWith('/api/')
    contexts.set(request.raw, {
      correlation,
      ...(theirs && { clientCorrelation: theirs }),
      ...(ofApi && { traceparent: traceparentOf(spanOf(request, reply)), asked: askedOf(request) }),
    })
    reply.header('x-correlation-id', theirs ?? correlation)
    reply.header('x-request-id', correlation)
    // Nothing of people stays behind in a browser's store; a door that may be kept says so itself.
    if (ofApi) reply.header('cache-control', 'no-store')
    done()
  })
  // Only here: while a body is read, the context of an earlier hook can be lost.
  server.addHook('preHandler', (request, _reply, done) => runInContext(contextOf(request) as Context, done))
}

const askedOf = (request: FastifyRequest): Asked => ({
  from: clientNetwork(request),
  door: `${request.method} ${doorOf(request)}`,
})

/** The route as declared; the portal's, which takes any address, is none of a service. */
const doorOf = (request: FastifyRequest): string => {
  const { url } = request.routeOptions
  return url?.startsWith('/api/') ? url : nowhere(request)
}

/** What no door answers: whose it would be, and nothing of what else was typed. */
function nowhere({ url }: FastifyRequest): string {
  const service = services.find((name) => url.startsWith(`/api/${name}/`))
  return service ? `/api/${service}/*` : '/api/*'
}

/** The request as a trace shows it: its route as declared, never its address with what people typed into it. */
function spanOf(request: FastifyRequest, reply: FastifyReply): Span {
  const { method } = request
  const route = request.routeOptions.url
  const { traceparent } = request.headers
  const span = startSpan({
    service: route?.split('/')[2],
    name: route ? `${method} ${route}` : method,
    kind: SpanKind.SERVER,
    ...(typeof traceparent === 'string' && { traceparent }),
    attributes: { 'http.request.method': method, ...(route && { 'http.route': route }) },
  })
  if (!span.isRecording()) return span
  finished(reply.raw, (error) => {
    span.setAttribute('http.response.status_code', reply.statusCode)
    // Who does not wait for the answer has seen no fault of ours.
    if (reply.statusCode >= 500 && !error) span.setStatus({ code: SpanStatusCode.ERROR })
    span.end()
  })
  return span
}
