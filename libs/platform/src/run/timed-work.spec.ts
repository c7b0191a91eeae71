import { Logger } from '@nestjs/common'
import { trace } from '@opentelemetry/api'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node'
import { type Context, currentContext } from '@yiwang/persistence'
import { Sweep } from './sweep'
import { TimedWork } from './timed-work'

class AnySweep extends Sweep {
  readonly everyMs = 1_000
  readonly contexts: (Context | undefined)[] = []

  constructor(private readonly work: (context: Context) => void = () => undefined) {
    super()
  }

  async sweep() {
    this.contexts.push(currentContext())
    this.work(currentContext() as Context)
  }
}

describe('timed work', () => {
  const work = new TimedWork({ getProviders: () => [] } as never, {} as never)
  const kept = new InMemorySpanExporter()
  beforeAll(() => trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(kept)] })))
  afterEach(() => kept.reset())
  afterAll(() => trace.disable())

  it('has a correlation of its own each time, also for what goes wrong', async () => {
    const told: (string | undefined)[] = []
    const spy = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => told.push(currentContext()?.correlation))
    const sweep = new AnySweep(() => {
      throw new Error('never')
    })
    await work.run(sweep)
    await work.run(sweep)
    spy.mockRestore()
    const correlations = sweep.contexts.map((context) => context?.correlation)
    expect(new Set(correlations).size).toBe(2)
    expect(told).toEqual(correlations)
  })

  it('is a trace only where it stored something', async () => {
    await work.run(new AnySweep())
    expect(kept.getFinishedSpans()).toEqual([])
    const sweep = new AnySweep((context) => {
      context.published = true
    })
    await work.run(sweep)
    const [span] = kept.getFinishedSpans()
    expect(span.name).toBe('sweep AnySweep')
    expect(sweep.contexts[0]?.traceparent).toContain(span.spanContext().spanId)
  })
})
