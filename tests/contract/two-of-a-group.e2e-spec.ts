import { newId } from '@yiwang/domain'
import { KafkaTransport } from '@yiwang/messaging'
import { hashOf, Outbox, type StoredEvent } from '@yiwang/persistence/stores'
import { alone, listening } from './transports'

const brokers = process.env.TEST_KAFKA_BROKERS
if (!brokers) console.warn('Two instances of a group on Kafka are SKIPPED: `npm run test:real` starts a broker and runs them.')
const onKafka = brokers ? describe : describe.skip

class EmptyOutbox extends Outbox {
  onWritten = () => () => undefined
  take = async () => undefined
  published = async () => []
  waiting = async () => []
  oldest = async () => undefined
}

const hashed = (event: StoredEvent): StoredEvent => ({ ...event, hash: hashOf(event) })

const eventOf = (subject: string): StoredEvent =>
  hashed({
    id: newId(),
    type: 'kiosk.payment-taken',
    source: '/kiosk/payments',
    subject,
    time: new Date().toISOString(),
    sequence: 1,
    previousHash: '',
    hash: '',
    correlation: 'c',
    data: '{}',
  })

onKafka('two instances of one group', () => {
  it('share its partitions, and each comes to know that everything which it published was taken', async () => {
    const prefix = `two-${newId()}.`
    const instances = [1, 2].map(
      (n) => new KafkaTransport({ brokers: (brokers as string).split(','), clientId: `two-${n}`, prefix, sessionTimeout: 6_000 }, new EmptyOutbox()),
    )
    await instances[0].setup(1)
    const taken: string[][] = [[], []]
    for (const [at, instance] of instances.entries())
      await instance.subscribe(
        alone('kiosk.listener', 'kiosk.events'),
        listening(async ({ event }) => void taken[at].push(event.subject)),
      )
    const subjects = Array.from({ length: 60 }, (_, n) => `p${n}`)
    while (!taken.every(({ length }) => length)) {
      await instances[0].publish(subjects.map(eventOf))
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    while (!instances.every((one) => one.idle())) await new Promise((resolve) => setTimeout(resolve, 50))
    expect(new Set(taken.flat())).toEqual(new Set(subjects))
    await Promise.all(instances.map((one) => one.close()))
  }, 60_000)
})
