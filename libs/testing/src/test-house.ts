import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '@yiwang/domain'
import type { StoredEvent } from '@yiwang/persistence/stores'
import { type House, openDistributed, openStation } from '@yiwang/platform'

/** A row as the service tests see it. */
export interface TestHouse extends House {
  setup(): Promise<void>
  /** Every event so far, as it was sent, in order. */
  events(): StoredEvent[]
  /** Waits until what was stored has been sent. */
  sent(): Promise<void>
  /** Everything that the store holds, as whoever opens it sees it. */
  kept(): Promise<Buffer>
  /** News of other services. */
  publish(events: StoredEvent[]): Promise<void>
}

const given = {
  mongodb: process.env.TEST_MONGODB_URI,
  kafka: process.env.TEST_KAFKA_BROKERS,
  redis: process.env.TEST_REDIS_URL,
}

/** Whether tests of services run on the distributed row: TEST_ROW=distributed and the addresses of real servers. */
export const onDistributedRow = process.env.TEST_ROW === 'distributed'

export const openTestHouse = (directory: string, key: Buffer, clock: Clock): Promise<TestHouse> =>
  onDistributedRow ? distributed(directory, key, clock) : station(directory, key, clock)

async function station(directory: string, key: Buffer, clock: Clock): Promise<TestHouse> {
  const house = openStation({ DATA_DIR: directory, DATA_KEY: key.toString('base64') }, clock)
  const { log, file } = house.store
  return {
    ...house,
    setup: async () => undefined,
    events: () => log.after(0).map(({ event }) => event),
    // In the same write.
    sent: async () => undefined,
    kept: async () => Buffer.concat(filesIn(directory).map((path) => readFileSync(path))),
    publish: (events) => file.write(() => log.append(events)),
  }
}

const filesIn = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []))

/** What was sent on each test's topics, by its folder: a restart goes on with it. */
const sentBy = new Map<string, Map<string, StoredEvent>>()

async function distributed(directory: string, key: Buffer, clock: Clock): Promise<TestHouse> {
  const name = directory.split('/').at(-1)?.toLowerCase() as string
  const uri = new URL(given.mongodb as string)
  uri.pathname = `/${name}`
  const settings = {
    MONGODB_URI: uri.href,
    KAFKA_BROKERS: given.kafka,
    REDIS_URL: given.redis,
    DATA_KEY: key.toString('base64'),
    MONGODB_POOL: 10,
    KAFKA_CLIENT_ID: 'test',
  }
  const house = await openDistributed(settings, clock, `${name}.`)
  const sent = sentBy.get(directory) ?? new Map<string, StoredEvent>()
  sentBy.set(directory, sent)
  const publish = house.transport.publish.bind(house.transport)
  house.transport.publish = async (events) => {
    await publish(events)
    for (const event of events) sent.set(event.id, event)
  }
  return {
    ...house,
    setup: () => house.setup(1),
    events: () => [...sent.values()],
    async sent() {
      while (!house.transport.hasSent()) await new Promise((resolve) => setTimeout(resolve, 1))
    },
    async kept() {
      const db = house.store.connection.getClient().db(name)
      const collections = await db.listCollections().toArray()
      const documents = await Promise.all(collections.map((one) => db.collection(one.name).find().toArray()))
      return Buffer.from(JSON.stringify([documents, [...sent.values()]]))
    },
    publish: (events) => house.transport.publish(events),
  }
}
