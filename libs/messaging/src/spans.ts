import { type Attributes, isSpanContextValid, ROOT_CONTEXT, type Span, type SpanContext, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { serviceOf, topicOf } from '@yiwang/contracts'
import { DomainError } from '@yiwang/domain'
import type { StoredEvent } from '@yiwang/persistence/stores'

export interface SpanStart {
  /** Whose work it is; the process's own where it is no service's. */
  service?: string
  name: string
  kind: SpanKind
  /** The work that led to this one: W3C Trace Context. */
  traceparent?: string
  /** Never what someone said or who they are: a trace leaves the house. */
  attributes?: Attributes
}

/** Begins a span of the trace that led here. Where tracing is off it is nothing, and its traceparent is the one that came. */
export function startSpan({ service = '', name, kind, traceparent, attributes }: SpanStart): Span {
  const before = traceparent === undefined ? undefined : spanContextOf(traceparent)
  const parent = before ? trace.setSpanContext(ROOT_CONTEXT, before) : ROOT_CONTEXT
  return trace.getTracer(service).startSpan(name, { kind, attributes }, parent)
}

/** What travels on with the work of a span; undefined where nothing is traced. */
export function traceparentOf(span: Span): string | undefined {
  const { traceId, spanId, traceFlags } = span.spanContext()
  return isSpanContextValid(span.spanContext()) ? `00-${traceId}-${spanId}-${(traceFlags & 0xff).toString(16).padStart(2, '0')}` : undefined
}

/** Does the work of these spans and ends them. */
export async function during<R>(spans: Span[], work: () => Promise<R>): Promise<R> {
  try {
    return await work()
  } catch (error) {
    for (const span of spans) span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', nameOf(error))
    throw error
  } finally {
    for (const span of spans) span.end()
  }
}

/** The relay's sending of one event, beneath the change that stored it. */
export const sendingOf = (event: StoredEvent, system: string): SpanStart => ({
  service: serviceOf(event.type),
  name: `send ${topicOf(serviceOf(event.type))}`,
  kind: SpanKind.PRODUCER,
  traceparent: event.traceparent,
  attributes: messaging(event, system, 'send'),
})

/** One handler's taking of one event, beneath the change that stored it, wherever that was. */
export const takingOf = (event: StoredEvent, system: string, group: string, handler: string): SpanStart => ({
  service: group.split('.')[0],
  name: `process ${topicOf(serviceOf(event.type))}`,
  kind: SpanKind.CONSUMER,
  traceparent: event.traceparent,
  attributes: { ...messaging(event, system, 'process'), 'messaging.consumer.group.name': group, 'yiwang.handler': handler },
})

/** OpenTelemetry's semantic conventions for messaging. */
const messaging = ({ id, type }: StoredEvent, system: string, operation: 'send' | 'process'): Attributes => ({
  'messaging.system': system,
  'messaging.operation.type': operation,
  'messaging.operation.name': operation,
  'messaging.destination.name': topicOf(serviceOf(type)),
  'messaging.message.id': id,
  'cloudevents.event_type': type,
})

function spanContextOf(traceparent: string): SpanContext | undefined {
  const [, traceId, spanId, flags] = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/.exec(traceparent) ?? []
  return traceId ? { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true } : undefined
}

/** What went wrong by its code or kind: a message may quote what someone said. */
export const nameOf = (error: unknown): string => (error instanceof DomainError ? error.code : ((error as Error)?.name ?? 'unknown'))
