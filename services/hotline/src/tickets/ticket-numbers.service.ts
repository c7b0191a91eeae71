import { Injectable } from '@nestjs/common'
import { type Day, dayOf, newId } from '@yiwang/domain'
import { type Collection, InjectCollection, runInContext } from '@yiwang/persistence'
import type { Counter } from './counter.schema'
import { counterSchema } from './counter.schema'
import { ticketNumber } from './ticket-number'

/** One write reserves so many numbers, so that writing a ticket down stays one write. What a crash leaves unused is a gap in the series, nothing more. */
const BLOCK = 50

@Injectable()
export class TicketNumbers {
  private block: { day: Day; next: number; end: number } = { day: '', next: 0, end: 0 }
  private reserving?: Promise<void>

  constructor(@InjectCollection(counterSchema) private readonly counters: Collection<Counter>) {}

  /** The day's next number, by the city's calendar: never the same twice, whatever crashes and however many instances draw. */
  async draw(now: Date): Promise<string> {
    const day = dayOf(now)
    while (this.block.day !== day || this.block.next === this.block.end) {
      this.reserving ??= this.reserve(day).finally(() => {
        this.reserving = undefined
      })
      await this.reserving
    }
    return ticketNumber(day, this.block.next++)
  }

  private async reserve(day: Day): Promise<void> {
    let end = 0
    // In a context of its own: an event that is delivered twice must not be given the same block twice.
    await runInContext({ correlation: newId() }, () =>
      this.counters.upsert(day, (current) => {
        // What was decided last is what was stored. What is there afterwards may be another instance's block already, where the store's answer was lost.
        end = (current?.next ?? 1) + BLOCK
        return { set: { next: end } }
      }),
    )
    this.block = { day, next: end - BLOCK, end }
  }
}
