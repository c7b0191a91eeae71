import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common'
import { DiscoveryService } from '@nestjs/core'
import { SpanKind } from '@opentelemetry/api'
import { newId } from '@yiwang/domain'
import { EventConsumer, startSpan, traceparentOf } from '@yiwang/messaging'
import { type Context, runInContext } from '@yiwang/persistence'
import { timedMethodsOf } from './sweep'

/** A service's own part of the demo city. Any provider that extends it is called once at boot where the demo city is on; calling it again changes nothing. */
export abstract class DemoPart {
  abstract loadDemo(demo: { password: string }): Promise<void>
}

/** Finds what services declare (timed methods, parts of the demo city) and runs it. */
@Injectable()
export class TimedWork implements OnApplicationShutdown {
  private readonly timers: NodeJS.Timeout[] = []
  /** For each method of a provider the run in hand. Services of one process may have classes of the same name. */
  private readonly running = new Map<object, Map<string, Promise<void>>>()
  private readonly logger = new Logger(TimedWork.name)

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly consumer: EventConsumer,
  ) {}

  start(): void {
    for (const provider of this.providers())
      for (const { method, everyMs } of timedMethodsOf(provider)) this.timers.push(setInterval(() => this.run(provider, method), everyMs).unref())
  }

  /** Runs a provider's timed methods now, each alone, or waits for those in hand. */
  async runAllOf(provider: object): Promise<void> {
    for (const { method } of timedMethodsOf(provider)) await this.run(provider, method)
  }

  private run(provider: object, method: string): Promise<void> {
    const running = this.running.get(provider) ?? new Map<string, Promise<void>>()
    this.running.set(provider, running)
    const work = (provider as Record<string, () => Promise<void>>)[method].bind(provider)
    const run = running.get(method) ?? this.inItsContext(`${provider.constructor.name}.${method}`, work).finally(() => running.delete(method))
    running.set(method, run)
    return run
  }

  private async inItsContext(name: string, work: () => Promise<void>): Promise<void> {
    const span = startSpan({ name: `sweep ${name}`, kind: SpanKind.INTERNAL })
    const context: Context = { correlation: newId(), traceparent: traceparentOf(span) }
    await runInContext(context, () => work().catch((error) => this.logger.error(`${name}: ${(error as Error).message}`)))
    // One that found nothing to do is not told: it comes every second.
    if (context.published) span.end()
  }

  /** One part after the other, each once the news of the one before has arrived: people live in areas that must be known. */
  async loadDemo(password: string): Promise<void> {
    for (const part of this.providers().filter((provider) => provider instanceof DemoPart)) {
      await part.loadDemo({ password })
      await this.consumer.settled()
    }
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer)
    await Promise.all([...this.running.values()].flatMap((running) => [...running.values()]))
  }

  private providers(): object[] {
    const instances = this.discovery.getProviders().map(({ instance }) => instance)
    return [...new Set(instances.filter((instance) => typeof instance === 'object' && instance !== null))]
  }
}
