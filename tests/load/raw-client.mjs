import { fileURLToPath } from 'node:url'
import { median, percentile } from './figures.mjs'
import { Process } from './processes.mjs'

const program = fileURLToPath(new URL('./floor-kafka.cjs', import.meta.url))

/** The floor of news: one process that produces and one that consumes, by kafkajs alone, the very message that the hotline sends. */
export class RawClient {
  static async start(house, sample) {
    const begin = (role) => Process.start(`raw-${role}`, program, { args: [role, house.env.KAFKA_BROKERS], folder: house.place.folder })
    const [producer, consumer] = [await begin('produce'), await begin('consume')]
    await producer.ask('begin')
    await consumer.ask('begin')
    return Object.assign(new RawClient(), { producer, consumer, sample })
  }

  /** From the call that produces a message until the consumer has it. */
  async latencies({ rate, seconds }) {
    await this.producer.ask('produce', { rate, seconds, sample: this.sample })
    const { times } = await this.consumer.ask('taken', { count: rate * seconds })
    return { p50: median(times), p99: percentile(times, 0.99) }
  }
}
