import cookie from '@fastify/cookie'
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
import { secureAnswers } from './http/security-headers'
import type { Certificate } from './http/tls'
import { PlatformModule, type PlatformOptions } from './platform.module'
import { logRequests, nestLog } from './run/log'

export interface AppOptions extends PlatformOptions {
  services: Partial<Record<ServiceName, Type>>
  log: Logger
  /** How many proxies are believed who the client is, or which. */
  trustProxy?: false | number | string[]
  /** What the door speaks TLS with; plain http where absent. */
  tls?: Certificate
}

/** One process with one or more services: doors, events, guards. Not yet listening. */
export async function createApp({ services, log, trustProxy = false, tls, ...options }: AppOptions): Promise<NestFastifyApplication> {
  @Module({ imports: [PlatformModule.forRoot(options), ...Object.values(services)] })
  class Root {}

  const adapter = new FastifyAdapter({
    trustProxy,
    ...connectionOptions(PATIENCE, tls?.options),
    // What the router itself cannot read never reaches a filter.
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) => {
      sendProblem(reply, toProblem(error))
    },
  })
  const app = await NestFactory.create<NestFastifyApplication>(Root, adapter, { logger: nestLog(log), bodyParser: false, abortOnError: false })
  const server = app.getHttpAdapter().getInstance()

  endConnections(server as never)
  tls?.follow(server.server as never)
  secureAnswers(server as never)
  followRequests(server as never)
  logRequests(server as never, log)
  holdBodies(server as never)
  refuseBrokenQueries(server as never)
  await app.register(cookie)

  app.setGlobalPrefix('api', { exclude: ['health/live', 'health/ready'] })
  for (const [service, module] of Object.entries(services)) openDocs(app, service, module)
  // Guards, pipes and filters of the doors are none of its business.
  app.connectMicroservice({ strategy: app.get(EventConsumer) })
  return app
}
