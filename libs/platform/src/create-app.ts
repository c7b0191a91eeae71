import type { Socket } from 'node:net'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import { Module, type Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import type { ServiceName } from '@yiwang/contracts'
import { EventConsumer } from '@yiwang/messaging'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { BODY_LIMIT, readBodies, refuseBrokenQueries } from './http/body'
import { openDocs } from './http/openapi'
import { sendProblem, toProblem } from './http/problem.filter'
import { followRequests } from './http/request-context'
import { PlatformModule, type PlatformOptions } from './platform.module'
import { logRequests, nestLog } from './run/log'

export interface AppOptions extends PlatformOptions {
  services: Partial<Record<ServiceName, Type>>
  log: Logger
  /** How many proxies are believed who the client is, or which. */
  trustProxy?: false | number | string[]
}

/** One process with one or more services: doors, events, guards. Not yet listening. */
export async function createApp({ services, log, trustProxy = false, ...options }: AppOptions): Promise<NestFastifyApplication> {
  @Module({ imports: [PlatformModule.forRoot(options), ...Object.values(services)] })
  class Root {}

  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy,
    forceCloseConnections: 'idle',
    // Who sends a request drop by drop does not hold a connection for long.
    requestTimeout: 60_000,
    clientErrorHandler: refuseUnreadable,
    // What the router itself cannot read never reaches a filter.
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) => {
      sendProblem(reply, toProblem(error))
    },
  })
  const app = await NestFactory.create<NestFastifyApplication>(Root, adapter, { logger: nestLog(log), bodyParser: false, abortOnError: false })
  const server = app.getHttpAdapter().getInstance()

  endConnections(server as never)
  followRequests(server as never)
  logRequests(server as never, log)
  readBodies(server as never)
  refuseBrokenQueries(server as never)
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurity },
    crossOriginEmbedderPolicy: false,
    // What belongs to the TLS in front; over plain http in a community's own network browsers would complain of it.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
  })

  app.setGlobalPrefix('api', { exclude: ['health/live', 'health/ready'] })
  for (const [service, module] of Object.entries(services)) openDocs(app, service, module)
  app.connectMicroservice({ strategy: app.get(EventConsumer) }, { inheritAppConfig: true })
  return app
}

/** At the end, what is being answered is answered; whoever takes longer is cut off. */
function endConnections(server: FastifyInstance): void {
  server.addHook('preClose', (done) => {
    const http = server.server
    if (!http.listening) return done()
    // A connection whose last answer has gone out waits for the next request, which will not come.
    const idle = setInterval(() => http.closeIdleConnections(), 50)
    const late = setTimeout(() => http.closeAllConnections(), ENDS_WITHIN_MS)
    http.once('close', () => {
      clearInterval(idle)
      clearTimeout(late)
    })
    done()
  })
}

const ENDS_WITHIN_MS = 3_000

/** What is not HTTP, or too long in its headers, is refused as everything else is. */
function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [status, line] = unreadable[error.code ?? ''] ?? [400, 'Bad Request']
  const body = JSON.stringify({ ...toProblem({ statusCode: 400 }), status })
  const headers = `content-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close`
  socket.end(`HTTP/1.1 ${status} ${line}\r\n${headers}\r\n\r\n${body}`)
}

const unreadable: Record<string, [number, string]> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
}

// Styles are made by the portal's component library while it runs; nothing else may come from outside or from within a page.
const contentSecurity = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  objectSrc: ["'none'"],
  baseUri: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
}
