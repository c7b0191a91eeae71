import { createServer, type Server } from 'node:http'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { EventConsumer } from '@yiwang/messaging'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** `/metrics` on a port of its own, on 127.0.0.1 unless told otherwise: figures of the process, its doors and its events. */
export function openMetrics(app: NestFastifyApplication, port: number, host: string): Server {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const consumer = app.get(EventConsumer)
  new Gauge({
    name: 'yiwang_consumer_lag',
    help: 'Events that a consumer group has not taken yet',
    labelNames: ['group'],
    registers: [registry],
    collect() {
      for (const group of consumer.groupNames()) this.set({ group }, consumer.lag(group))
    },
  })
  new Gauge({
    name: 'yiwang_outbox_oldest_seconds',
    help: 'How long the oldest event that is stored but not yet published has waited; 0 where none does',
    registers: [registry],
    collect() {
      this.set(consumer.unpublishedFor())
    },
  })
  const requests = new Histogram({
    name: 'yiwang_http_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  })
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (request, reply, done) => {
      requests.observe({ method: request.method, route: request.routeOptions.url ?? '(none)', status: reply.statusCode }, reply.elapsedTime / 1000)
      done()
    })

  const server = createServer(async (request, response) => {
    if (request.url !== '/metrics') return response.writeHead(404).end()
    response.setHeader('content-type', registry.contentType).end(await registry.metrics())
  })
  return server.listen(port, host).unref()
}
