import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node'
import { DomainError } from '@yiwang/domain'
import { during, startSpan, traceparentOf } from './spans'

const OUTSIDE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
const start = (traceparent?: string) => startSpan({ name: 'work', kind: SpanKind.INTERNAL, traceparent })

describe('spans, where nothing traces', () => {
  it('hand on the trace that came', () => {
    expect(traceparentOf(start(OUTSIDE))).toBe(OUTSIDE)
    expect(traceparentOf(start(OUTSIDE.replace(/01$/, '00')))).toBe(OUTSIDE.replace(/01$/, '00'))
  })

  it.each([undefined, '', '-'.repeat(55), `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, `${OUTSIDE}-more`, OUTSIDE.toUpperCase()])(
    'hand on nothing where there was none: %s',
    (traceparent) => expect(traceparentOf(start(traceparent))).toBeUndefined(),
  )

  it('let the work go through as it is', async () => {
    await expect(during([start()], async () => 7)).resolves.toBe(7)
    await expect(during([start()], () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  })
})

describe('spans, where they are kept', () => {
  const kept = new InMemorySpanExporter()
  beforeAll(() => trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(kept)] })))
  afterEach(() => kept.reset())
  afterAll(() => trace.disable())

  it('lie beneath what led to them, in its trace', () => {
    const span = start(OUTSIDE)
    span.end()
    const [{ parentSpanContext }] = kept.getFinishedSpans()
    expect(parentSpanContext).toMatchObject({ traceId: OUTSIDE.split('-')[1], spanId: OUTSIDE.split('-')[2] })
    expect(traceparentOf(span)).toBe(`00-${OUTSIDE.split('-')[1]}-${span.spanContext().spanId}-01`)
  })

  it('are left out where whoever began the trace does not keep it, and begin one where none came', () => {
    start(OUTSIDE.replace(/01$/, '00')).end()
    expect(kept.getFinishedSpans()).toEqual([])
    start().end()
    expect(kept.getFinishedSpans()).toMatchObject([{ parentSpanContext: undefined }])
  })

  it('tell that it failed and by which code, never in whose words', async () => {
    const failing = (error: Error) => during([start(), start()], () => Promise.reject(error))
    await expect(failing(new DomainError('not-found', { id: '钱桂英' }))).rejects.toThrow()
    await expect(failing(new TypeError('钱桂英 is not a number'))).rejects.toThrow()
    const spans = kept.getFinishedSpans()
    expect(spans.map(({ status }) => status.code)).toEqual(Array(4).fill(SpanStatusCode.ERROR))
    expect(spans.map(({ attributes }) => attributes['error.type'])).toEqual(['not-found', 'not-found', 'TypeError', 'TypeError'])
    expect(JSON.stringify(spans.map(({ attributes, status, events }) => [attributes, status, events]))).not.toContain('钱桂英')
  })
})
