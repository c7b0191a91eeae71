import { faultOf } from '@yiwang/persistence/stores'
import type { KafkaMessage } from 'kafkajs'
import { fromCloudEvent } from './cloud-event'
import type { Delivery, Unreadable } from './transport'

/** So much of a partition waits here at most, and one fetch more. */
const MOST_WAITING = 200

/** What a lane asks of its group. */
export interface Taker {
  /** False where it is to be tried once more, after a pause. */
  takes(one: Delivery | Unreadable): Promise<boolean>
  /** Of no handler of this group: it is taken as it is, unread. */
  passesBy(message: KafkaMessage): boolean
  took(place: { topic: string; partition: number; next: number }): void
  later(work: () => void): void
  /** Takes nothing more. */
  isClosed(): boolean
}

/**
 * One partition for one group: kafkajs fetches on while what it brought is taken here, one by one, in order. A lane that is full is fetched no more until it has
 * room; all others flow.
 */
export class KafkaLane {
  private waiting: KafkaMessage[] = []
  private running?: Promise<void>
  /** Ends the pause of its fetching. */
  private resume?: () => void
  private stuck = false

  constructor(
    private readonly topic: string,
    private readonly partition: number,
    private readonly taker: Taker,
  ) {}

  add(messages: KafkaMessage[], pause: () => () => void): void {
    this.waiting.push(...messages)
    if (this.waiting.length >= MOST_WAITING) this.resume ??= pause()
    if (!this.stuck) this.wake()
  }

  /** The partitions were shared out anew: whoever has this one now begins where the group has committed. */
  forget(): void {
    this.waiting = []
    this.goOn()
  }

  /** Resolves once nothing is being taken. */
  done = async (): Promise<void> => this.running

  private wake(): void {
    this.running ??= this.run().finally(() => {
      this.running = undefined
      if (this.waiting.length && !this.stuck && !this.taker.isClosed()) this.wake()
    })
  }

  private async run(): Promise<void> {
    for (let { waiting } = this; waiting.length && !this.taker.isClosed(); { waiting } = this) {
      const [message] = waiting
      const isTaken = this.taker.passesBy(message) || (await this.taker.takes(this.read(message)))
      // Shared out anew meanwhile: it comes again, here or elsewhere.
      if (waiting !== this.waiting) continue
      if (!isTaken) return this.rest()
      waiting.shift()
      this.taker.took({ topic: this.topic, partition: this.partition, next: Number(message.offset) + 1 })
      if (waiting.length < MOST_WAITING / 2) this.goOn()
    }
  }

  private rest(): void {
    this.stuck = true
    this.taker.later(() => {
      this.stuck = false
      this.wake()
    })
  }

  private goOn(): void {
    this.resume?.()
    this.resume = undefined
  }

  private read(message: KafkaMessage): Delivery | Unreadable {
    const place = { topic: this.topic, partition: this.partition, offset: Number(message.offset) }
    try {
      const event = fromCloudEvent(message)
      const fault = faultOf(event, this.topic)
      return fault ? { ...place, fault: `event ${event.sequence} of ${event.source}/${event.subject}: ${fault}` } : { ...place, event }
    } catch (error) {
      return { ...place, fault: (error as Error).message }
    }
  }
}
