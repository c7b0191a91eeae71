import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import { Module, type Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import type { ServiceName } from '@yiwang/contracts'
import { EventConsumer } from '@yiwang/messaging'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { holdBodies } from './http/body'
import { refuseBrokenQueries } from './http/broken-query'
import { connectionOptions, endConnections, PATIENCE } from './http/connections'
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
    trustProxy,
    ...connectionOptions(PATIENCE),
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
  holdBodies(server as never)
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
