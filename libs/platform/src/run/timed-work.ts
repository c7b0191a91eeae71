import { Injectable, Logger, type OnApplicationShutdown, type Type } from '@nestjs/common'
import { DiscoveryService } from '@nestjs/core'
import { SpanKind } from '@opentelemetry/api'
import { newId } from '@yiwang/domain'
import { EventConsumer, startSpan, traceparentOf } from '@yiwang/messaging'
import { type Context, runInContext } from '@yiwang/persistence'
import { DemoPart } from './demo-part'
import { Sweep } from './sweep'

/** Finds what services declare (sweeps, parts of the demo city) and runs it. */
@Injectable()
export class TimedWork implements OnApplicationShutdown {
  private readonly timers: NodeJS.Timeout[] = []
  private readonly running = new Map<Sweep, Promise<void>>()
  private readonly logger = new Logger(TimedWork.name)

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly consumer: EventConsumer,
  ) {}

  start(): void {
    for (const sweep of this.find(Sweep)) this.timers.push(setInterval(() => this.run(sweep), sweep.everyMs).unref())
  }

  /** Runs a sweep now, or waits for the run in hand. */
  run(sweep: Sweep): Promise<void> {
    const running = this.running.get(sweep) ?? this.inItsContext(sweep).finally(() => this.running.delete(sweep))
    this.running.set(sweep, running)
    return running
  }

  private async inItsContext(sweep: Sweep): Promise<void> {
    const name = sweep.constructor.name
    const span = startSpan({ name: `sweep ${name}`, kind: SpanKind.INTERNAL })
    const context: Context = { correlation: newId(), traceparent: traceparentOf(span) }
    await runInContext(context, () => sweep.sweep().catch((error) => this.logger.error(`${name}: ${(error as Error).message}`)))
    // One that found nothing to do is not told: it comes every second.
    if (context.published) span.end()
  }

  /** One part after the other, each once the news of the one before has arrived: people live in areas that must be known. */
  async loadDemo(password: string): Promise<void> {
    for (const part of this.find(DemoPart)) {
      await part.loadDemo({ password })
      await this.consumer.settled()
    }
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer)
    await Promise.all(this.running.values())
  }

  private find<T>(type: abstract new (...args: never[]) => T): T[] {
    const instances = this.discovery.getProviders().map(({ instance }) => instance)
    return [...new Set(instances.filter((instance): instance is T & Type => instance instanceof type))]
  }
}
