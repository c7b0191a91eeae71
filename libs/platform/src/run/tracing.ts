import { Logger } from '@nestjs/common'
import { trace } from '@opentelemetry/api'
import type { BatchSpanProcessor, SpanExporter } from '@opentelemetry/sdk-trace-node'
import { newId } from '@yiwang/domain'
import { runInContext } from '@yiwang/persistence'
import type { HouseSettings } from '../settings'

export interface Tracing {
  /** Sends what is left, as far as that goes at once, and ends. */
  close(): Promise<void>
}

const CLOSE_WITHIN_MS = 2_000

/**
 * Sends spans to a collector, by OTLP over HTTP, where one is set; otherwise nothing of OpenTelemetry's SDK is loaded. Each service is told apart, also where
 * one process holds several; `name`: what the process itself is called. A collector that is away costs spans, never a request.
 */
export async function openTracing(
  {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_TRACES_SAMPLER_ARG: share,
  }: Pick<HouseSettings, 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_TRACES_SAMPLER_ARG'>,
  name: string,
): Promise<Tracing> {
  if (!endpoint) return { close: async () => undefined }
  const { BasicTracerProvider, BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler } = await import('@opentelemetry/sdk-trace-node')
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http')
  const { resourceFromAttributes } = await import('@opentelemetry/resources')

  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces`, timeoutMillis: CLOSE_WITHIN_MS })
  const processor = new BatchSpanProcessor(tellingFaults(exporter))
  const sampler = new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) })
  const instance = newId()
  const providers = new Map<string, InstanceType<typeof BasicTracerProvider>>()
  const providerOf = (service: string) => {
    const resource = resourceFromAttributes({ 'service.namespace': 'yiwang', 'service.name': service, 'service.instance.id': instance })
    const provider = providers.get(service) ?? new BasicTracerProvider({ resource, sampler, spanProcessors: [processor] })
    providers.set(service, provider)
    return provider
  }
  trace.setGlobalTracerProvider({ getTracer: (service) => providerOf(service || name).getTracer('yiwang') })
  return { close: () => end(processor) }
}

async function end(processor: BatchSpanProcessor): Promise<void> {
  trace.disable()
  let late: NodeJS.Timeout | undefined
  const tooLate = new Promise<void>((resolve) => {
    late = setTimeout(resolve, CLOSE_WITHIN_MS)
  })
  await Promise.race([processor.shutdown().catch(() => undefined), tooLate])
  clearTimeout(late)
}

/** Once when the collector is away, and once when it is back. */
function tellingFaults(exporter: SpanExporter): SpanExporter {
  const logger = new Logger('tracing')
  let away = false
  const tell = (error?: Error) => {
    if (error && !away) logger.warn(`traces are lost, the collector does not take them: ${error.message}`)
    if (!error && away) logger.log('the collector takes traces again')
    away = error !== undefined
  }
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        runInContext(undefined, () => tell(result.code === 0 ? undefined : (result.error ?? new Error('unknown'))))
        done(result)
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  }
}
