import { Logger } from '@nestjs/common'
import { Clock, newId } from '@yiwang/domain'
import { type Delivery, KafkaTransport } from '@yiwang/messaging'
import { Vault } from '@yiwang/persistence'
import { MongoStore, type Outbox, type StoredEvent, StoreUnavailable } from '@yiwang/persistence/stores'
import { type Admin, type Consumer, Kafka, KafkaJSConnectionError, logLevel, Partitioners } from 'kafkajs'
import { notices, until } from './instances'
import { dataKey } from './rows'
import { happened, type Thing, thingSchema } from './things'
import { alone, GROUP, listening, nothing, TOPIC } from './transports'

Logger.overrideLogger(false)

const brokers = process.env.TEST_KAFKA_BROKERS?.split(',') as string[]
const withKafka = process.env.TEST_KAFKA_BROKERS ? describe : describe.skip
const withBoth = process.env.TEST_KAFKA_BROKERS && process.env.TEST_MONGODB_URI ? describe : describe.skip

const open: { close(): Promise<unknown> }[] = []
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())))

function transport(prefix: string, { outbox = nothing, sessionTimeout = 3_000 }: { outbox?: Outbox; sessionTimeout?: number } = {}): KafkaTransport {
  const made = new KafkaTransport({ brokers, clientId: 'test', prefix, sessionTimeout, pause: 20 }, outbox)
  open.push(made)
  return made
}

async function admin() {
  const made = new Kafka({ brokers, clientId: 'test', logLevel: logLevel.NOTHING }).admin()
  await made.connect()
  open.push({ close: () => made.disconnect() })
  return made
}

const fresh = () => `k-${newId()}.`.toLowerCase()

withKafka('the transport by Kafka', () => {
  const taking =
    (taken: string[]) =>
    async ({ event }: Delivery) =>
      void taken.push(`${event.subject}/${event.sequence}`)

  it('waits for a topic that does not exist yet', async () => {
    const prefix = fresh()
    const taken: string[] = []
    await transport(prefix).subscribe(alone(GROUP, TOPIC), listening(taking(taken)))
    const maker = transport(prefix)
    await maker.setup(1)
    await maker.publish(notices('late', 2))
    await until(() => taken.length === 2)
    expect(taken).toEqual(['late/1', 'late/2'])
  })

  it('keeps its place in the group while one handler takes longer than a session lasts', async () => {
    const prefix = fresh()
    const reader = transport(prefix, { sessionTimeout: 1_000 })
    await reader.setup(1)
    const asked = await admin()
    const taken: string[] = []
    let release: () => void = () => undefined
    const slow = new Promise<void>((resolve) => (release = resolve))
    const take = async ({ event }: Delivery) => {
      taken.push(`${event.subject}/${event.sequence}`)
      if (event.sequence === 1) await slow
    }
    await reader.subscribe(alone(GROUP, TOPIC), listening(take))
    await reader.publish(notices('slow', 2))
    await until(() => taken.length === 1)
    const members = async () => (await asked.describeGroups([prefix + GROUP])).groups[0].members.map(({ memberId }) => memberId)
    const before = await members()
    const longAfter = Date.now() + 3_000
    await until(() => Date.now() > longAfter)
    expect(await members()).toEqual(before)
    release()
    await until(() => taken.length === 2)
    expect(taken).toEqual(['slow/1', 'slow/2'])
  })

  it('commits what it took while it says goodbye, and tells how much is behind before anything was committed', async () => {
    const prefix = fresh()
    const reader = transport(prefix)
    await reader.setup(1)
    await reader.publish(notices('goodbye', 5))
    const asked = await admin()
    let closing: Promise<void> | undefined
    const take = async ({ event }: Delivery) => {
      if (event.sequence === 1) await until(() => reader.lag(GROUP) === 5)
      if (event.sequence === 3) closing = reader.close()
    }
    await reader.subscribe(alone(GROUP, TOPIC), listening(take))
    await until(() => closing !== undefined)
    await closing
    const [{ partitions }] = await asked.fetchOffsets({ groupId: prefix + GROUP, topics: [prefix + TOPIC] })
    expect(partitions.map(({ offset }) => Number(offset)).filter((offset) => offset > 0)).toEqual([3])
  })

  it('commits again what it could not commit, without waiting for the next, and takes nothing twice for it', async () => {
    const prefix = fresh()
    // Longer than this test: only who joins anew asks where the group was.
    const reader = transport(prefix, { sessionTimeout: 30_000 })
    await reader.setup(1)
    const asked = await admin()
    const taken: string[] = []
    await reader.subscribe(alone(GROUP, TOPIC), listening(taking(taken)))
    // The connection ends for a moment, between an event and its commit; the group stays as it is.
    const { prototype } = jest.requireActual<{ prototype: { commitOffsets(): Promise<void> } }>('kafkajs/src/consumer/offsetManager')
    jest.spyOn(prototype, 'commitOffsets').mockRejectedValueOnce(new KafkaJSConnectionError('Closed connection'))
    await reader.publish(notices('uncommitted', 1))
    const committed = async () => {
      // A broker that has just made the group may need a moment.
      const [{ partitions }] = await asked.fetchOffsets({ groupId: prefix + GROUP, topics: [prefix + TOPIC] }).catch(() => [{ partitions: [] }])
      return partitions.filter(({ offset }) => Number(offset) > 0).length
    }
    for (const soon = Date.now() + 10_000; Date.now() < soon && !(await committed()); ) await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await committed()).toBe(1)
    expect(taken).toEqual(['uncommitted/1'])
  })

  it.each<[string, (asked: KafkaTransport) => Promise<unknown>]>([
    ['checks', (asked) => asked.check()],
    ['makes topics', (asked) => asked.setup(1)],
    ['rewinds', (asked) => asked.rewind(GROUP, [TOPIC])],
    ['looks who is at work', (asked) => asked.groupsAtWork()],
  ])('says that Kafka is away, also where it %s and the broker falls silent after it was reached', async (_, work) => {
    const asked = transport(fresh())
    await asked.setup(1)
    // What kafkajs threw at the start of a service, when the broker stopped between its first answer and the next.
    const silent = () => Promise.reject(new Error('Broker not connected'))
    const { admin } = asked as unknown as { admin: Admin }
    for (const method of ['listTopics', 'resetOffsets', 'listGroups'] as const) jest.spyOn(admin, method).mockImplementation(silent)
    await expect(work(asked)).rejects.toThrow(StoreUnavailable)
  })

  it.each([0, 20, 50, 100, 200])('leaves the group also where it is closed %i ms after it began to join', async (after) => {
    const prefix = fresh()
    // Longer than this test: nobody is forgotten meanwhile.
    const reader = transport(prefix, { sessionTimeout: 30_000 })
    await reader.setup(1)
    await reader.subscribe(alone(GROUP, TOPIC), listening(taking([])))
    await new Promise((resolve) => setTimeout(resolve, after))
    await reader.close()
    const asked = await admin()
    const state = async () => (await asked.describeGroups([prefix + GROUP])).groups[0].state
    for (const soon = Date.now() + 2_000; Date.now() < soon; await new Promise((resolve) => setTimeout(resolve, 100)))
      expect(['Empty', 'Dead']).toContain(await state())
  })

  it('starts a reader anew that fell silent without a word', async () => {
    const prefix = fresh()
    const reader = transport(prefix, { sessionTimeout: 1_000 })
    await reader.setup(1)
    const taken: string[] = []
    await reader.subscribe(alone(GROUP, TOPIC), listening(taking(taken)))
    await reader.publish(notices('silent', 1))
    await until(() => taken.length === 1)
    // As after a fault that kafkajs keeps to itself: it left the group, and told nobody.
    const { groups } = reader as unknown as { groups: Map<string, { consumer: Consumer }> }
    await groups.get(GROUP)?.consumer.stop()
    await reader.publish(notices('silent again', 1))
    await until(() => taken.includes('silent again/1'))
    expect(new Set(taken)).toEqual(new Set(['silent/1', 'silent again/1']))
  })

  it('asks what was set aside before the first event, and again when partitions were shared out anew', async () => {
    const prefix = fresh()
    const one = transport(prefix)
    await one.setup(1)
    const story: string[] = []
    const reads = (name: string) =>
      listening(async ({ event }) => void story.push(`${name} takes ${event.sequence}`), { begin: async () => void story.push(`${name} begins`) })
    await one.subscribe(alone(GROUP, TOPIC), reads('one'))
    await one.publish(notices('a', 1))
    await until(() => story.length === 2)
    expect(story).toEqual(['one begins', 'one takes 1'])
    const other = transport(prefix)
    await other.subscribe(alone(GROUP, TOPIC), reads('other'))
    // Whoever has this partition now asks anew before it takes anything.
    const asked = await admin()
    await until(async () => {
      const [{ members, state }] = (await asked.describeGroups([prefix + GROUP])).groups
      return members.length === 2 && state === 'Stable'
    })
    await one.publish(notices('a', 2).slice(1))
    await until(() => story.some((one) => one.endsWith('takes 2')))
    expect([
      ['one begins', 'one takes 2'],
      ['other begins', 'other takes 2'],
    ]).toContainEqual(story.slice(2))
  })

  it('starts again by itself after what kafkajs gives up on', async () => {
    const prefix = fresh()
    const reader = transport(prefix)
    await reader.setup(1)
    const taken: string[] = []
    await reader.subscribe(alone(GROUP, TOPIC), listening(taking(taken)))
    await reader.publish(notices('before', 1))
    await until(() => taken.length === 1)
    const asked = await admin()
    await asked.deleteTopics({ topics: [prefix + TOPIC] })
    await until(async () => !(await asked.listTopics()).includes(prefix + TOPIC))
    await transport(prefix).setup(1)
    const producer = new Kafka({ brokers, logLevel: logLevel.NOTHING }).producer({ createPartitioner: Partitioners.DefaultPartitioner })
    await producer.connect()
    open.push({ close: () => producer.disconnect() })
    await until(async () => {
      await transport(prefix).publish(notices('after', 1))
      return taken.includes('after/1')
    })
  })
})

withBoth('the relay from MongoDB to Kafka', () => {
  let store: MongoStore
  let database: string
  const openStore = async () => {
    const uri = new URL(process.env.TEST_MONGODB_URI as string)
    uri.pathname = `/${database}`
    return MongoStore.open({ uri: uri.href }, new Vault(dataKey), new Clock())
  }
  beforeEach(async () => {
    database = `kafka-${newId()}`.toLowerCase()
    store = await openStore()
  })
  afterEach(async () => {
    await store.connection.getClient().db(database).dropDatabase()
    await store.close()
  })

  /** Everything that lies on the topic, in the order of its partitions. */
  async function sent(prefix: string, enough: (events: StoredEvent[]) => boolean): Promise<StoredEvent[]> {
    const events: StoredEvent[] = []
    const reader = transport(prefix)
    await reader.subscribe(
      alone('hotline.witness', 'hotline.events'),
      listening(async ({ event }) => void events.push(event)),
    )
    await until(() => enough(events))
    return events
  }

  it('publishes a thousand and more that waited, each document in its order, by one of two instances', async () => {
    const prefix = fresh()
    const things = store.collection<Thing>('hotline', 'things', thingSchema)
    await store.setup()
    for (let from = 0; from < 1_300; from += 100)
      await Promise.all(Array.from({ length: 100 }, (_, n) => things.insert({ set: { id: `t${from + n}` }, events: [happened(`t${from + n}`)] })))
    for (let n = 0; n < 50; n++) await things.change(`t${n}`, () => ({ set: {}, events: [happened(`t${n}`), happened(`t${n}`)] }))
    // As after a crash: nobody holds a lease.
    await store.connection
      .getClient()
      .db(database)
      .collection('hotline.things')
      .updateMany({}, { $unset: { '_.lease': 1 } })
    const second = await openStore()
    second.collection<Thing>('hotline', 'things', thingSchema)
    const one = transport(prefix, { outbox: store.outbox })
    await one.setup(1)
    transport(prefix, { outbox: second.outbox })
    open.push(second)

    const events = await sent(prefix, (all) => new Set(all.map(({ id }) => id)).size === 1_400)
    await until(async () => (await store.outbox.oldest()) === undefined)
    const last = new Map<string, number>()
    for (const { subject, sequence } of events) {
      expect(sequence).toBeLessThanOrEqual((last.get(subject) ?? 0) + 1)
      last.set(subject, Math.max(sequence, last.get(subject) ?? 0))
    }
  }, 120_000)

  it('lets one event that is larger than the broker takes wait alone, and sends it once the broker takes more', async () => {
    const prefix = fresh()
    const things = store.collection<Thing>('hotline', 'things', thingSchema)
    await store.setup()
    const relay = transport(prefix, { outbox: store.outbox })
    await relay.setup(1)
    const asked = await admin()
    const limit = async (bytes: number) => {
      const configEntries = [{ name: 'max.message.bytes', value: String(bytes) }]
      await asked.alterConfigs({ validateOnly: false, resources: [{ type: 2, name: `${prefix}hotline.events`, configEntries }] })
      await until(async () => {
        const [{ configEntries: now }] = (
          await asked.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name: `${prefix}hotline.events` }] })
        ).resources
        return now.find(({ configName }) => configName === 'max.message.bytes')?.configValue === String(bytes)
      })
    }
    await limit(2_000)
    const large = happened('large', true)
    Object.assign(large.data, { number: 'x'.repeat(5_000) })
    await Promise.all([
      things.insert({ set: { id: 'large' }, events: [happened('large'), large, happened('large')] }),
      ...Array.from({ length: 30 }, (_, n) => things.insert({ set: { id: `n${n}` }, events: [happened(`n${n}`)] })),
    ])
    const before = await sent(prefix, (all) => new Set(all.map(({ id }) => id)).size >= 31)
    const sequencesOf = (id: string) => before.filter(({ subject }) => subject === id).map(({ sequence }) => sequence)
    expect([...new Set(sequencesOf('large'))]).toEqual([1])
    expect(await store.outbox.oldest()).toBeDefined()

    await limit(1_000_000)
    await store.connection
      .getClient()
      .db(database)
      .collection('hotline.things')
      .updateMany({}, { $unset: { '_.lease': 1 } })
    await until(async () => (await store.outbox.oldest()) === undefined)
    await until(() => new Set(sequencesOf('large')).size === 3)
    expect([...new Set(sequencesOf('large'))]).toEqual([1, 2, 3])
  }, 120_000)
})
