import { once } from 'node:events'
import { createServer } from 'node:http'
import { DiscoveryService } from '@nestjs/core'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { EventConsumer } from '@yiwang/messaging'
import type { StationFile } from '@yiwang/persistence/stores'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

const FIGURES_EVERY_MS = 15_000
const RARE_FIGURES_EVERY_MS = 300_000
/** How often it is looked whether the thread stands still; a hundred times a second, as by default, was a tenth of what a process took while nothing happened. What stands still for less is not told. */
const LAG_EVERY_MS = 50

/**
 * A figure of a service's own data for /metrics. Any provider that extends it is asked every 15 seconds where metrics are on (up to five minutes where it
 * takes long), never by a scrape: it must be answered from an index. All instances of a service tell the same.
 */
export abstract class Figure {
  abstract readonly name: string
  abstract readonly help: string
  readonly labels: Record<string, string> = {}
  abstract read(): Promise<number>
}

/** How large the write-ahead log of a station's file is. */
export class WalFigure extends Figure {
  readonly name = 'yiwang_wal_bytes'
  readonly help = "Size of SQLite's write-ahead log, station.db-wal"

  constructor(private readonly file: Pick<StationFile, 'walBytes'>) {
    super()
  }

  async read(): Promise<number> {
    return this.file.walBytes
  }
}

/** `/metrics` on a port of its own, on 127.0.0.1 unless told otherwise: figures of the process, its doors and its events. Throws where it cannot listen there. */
export async function openMetrics(app: NestFastifyApplication, port: number, host: string): Promise<void> {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LAG_EVERY_MS })
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

  const figures = app
    .get(DiscoveryService, { strict: false })
    .getProviders()
    .flatMap(({ instance }) => (instance instanceof Figure ? [instance] : []))
  tellFigures(new Set(figures), registry)

  const server = createServer(async (request, response) => {
    if (request.url !== '/metrics') return response.writeHead(404).end()
    try {
      response.setHeader('content-type', registry.contentType).end(await registry.metrics())
    } catch {
      // The store cannot be read: there are no figures now.
      response.writeHead(503).end()
    }
  })
  server.listen(port, host).unref()
  await once(server, 'listening')
}

/** Each by itself, one answer at a time. Where the store is away, the last answer stands. */
export function tellFigures(figures: Set<Figure>, registry: Registry): void {
  const gauges = new Map<string, Gauge>()
  const ask = async (figure: Figure) => {
    const { name, help, labels } = figure
    const askedAt = performance.now()
    const value = await figure.read().catch(() => undefined)
    const pauseMs = value === undefined ? FIGURES_EVERY_MS : pauseAfter(performance.now() - askedAt)
    setTimeout(ask, pauseMs, figure).unref()
    if (value === undefined) return
    if (!gauges.has(name)) gauges.set(name, new Gauge({ name, help, labelNames: Object.keys(labels), registers: [registry] }))
    gauges.get(name)?.set(labels, value)
  }
  for (const figure of figures) ask(figure)
}

/** A count costs as much as there is to count: one that takes long is asked less often, and so takes no more than a hundredth of the store's time. */
const pauseAfter = (tookMs: number) => Math.min(Math.max(FIGURES_EVERY_MS, 100 * tookMs), RARE_FIGURES_EVERY_MS)
