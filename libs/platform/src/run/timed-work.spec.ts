import { Logger } from '@nestjs/common'
import { trace } from '@opentelemetry/api'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node'
import { type Context, currentContext } from '@yiwang/persistence'
import { Every } from './sweep'
import { TimedWork } from './timed-work'

class AnyService {
  readonly contexts: (Context | undefined)[] = []

  constructor(private readonly work: (context: Context) => void = () => undefined) {}

  @Every(1_000)
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
    const sweep = new AnyService(() => {
      throw new Error('never')
    })
    await work.runAllOf(sweep)
    await work.runAllOf(sweep)
    spy.mockRestore()
    const correlations = sweep.contexts.map((context) => context?.correlation)
    expect(new Set(correlations).size).toBe(2)
    expect(told).toEqual(correlations)
  })

  it('never overlaps itself, also where another provider has a class of that name', async () => {
    let go: () => void = () => undefined
    const runs = [0, 0]
    const waiting = new Promise<void>((resolve) => (go = resolve))
    const [one, other] = [0, 1].map((at) => {
      class Waiting {
        @Every(1_000)
        async sweep() {
          runs[at]++
          await waiting
        }
      }
      class Named extends Waiting {}
      return new Named()
    })
    const all = [one, one, other].map((provider) => work.runAllOf(provider))
    go()
    await Promise.all(all)
    expect(runs).toEqual([1, 1])
    await work.runAllOf(one)
    expect(runs).toEqual([2, 1])
  })

  it('is a trace only where it stored something', async () => {
    await work.runAllOf(new AnyService())
    expect(kept.getFinishedSpans()).toEqual([])
    const sweep = new AnyService((context) => {
      context.published = true
    })
    await work.runAllOf(sweep)
    const [span] = kept.getFinishedSpans()
    expect(span.name).toBe('sweep AnyService.sweep')
    expect(sweep.contexts[0]?.traceparent).toContain(span.spanContext().spanId)
  })
})
