import type { LoggerService } from '@nestjs/common'
import { currentContext, runInContext } from '@yiwang/persistence'
import type { FastifyInstance } from 'fastify'
import pino, { type Logger } from 'pino'
import { contextOf } from '../http/request-context'

/** Structured lines on standard output, each with the correlation id of the work in hand, what its client calls it, and its trace where it has one. No query, body or header is ever logged. */
export function openLog(level: string): Logger {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime, mixin: workInHand })
}

function workInHand(): { correlation?: string; client?: string; trace?: string } {
  const { correlation, clientCorrelation, traceparent } = currentContext() ?? {}
  return { correlation, client: clientCorrelation, trace: traceparent?.split('-')[1] }
}

// What Nest says while it puts modules together is of no use to whoever runs the house.
const assembly = new Set<unknown>(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestMicroservice', 'NestApplication'])

/** Nest's own words, and those of `new Logger(name)`, as lines of the log. */
export const nestLog = (log: Logger): LoggerService => ({
  log: (message: unknown, context?: unknown) => log[assembly.has(context) ? 'debug' : 'info']({ context }, String(message)),
  error: (message: unknown, ...rest: unknown[]) => log.error({ context: rest.at(-1) }, String(message)),
  warn: (message: unknown, context?: unknown) => log.warn({ context }, String(message)),
  debug: (message: unknown, context?: unknown) => log.debug({ context }, String(message)),
  fatal: (message: unknown, context?: unknown) => log.fatal({ context }, String(message)),
})

/** One line for each request: its route as declared, never its address with what people typed into it. */
export function logRequests(server: FastifyInstance, log: Logger): void {
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? '(none)'
    const line = { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10 }
    runInContext(contextOf(request), () => log.info(line, 'request'))
    done()
  })
}
