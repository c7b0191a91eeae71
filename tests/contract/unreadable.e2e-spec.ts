import { Logger } from '@nestjs/common'
import { newId } from '@yiwang/domain'
import { EventConsumer, type EventTransport, KafkaTransport, LogTransport, SetAsides, StoppedPartitions } from '@yiwang/messaging'
import { partitionOf, type SqliteStore, type StationFile, type StoredEvent, StoreUnavailable } from '@yiwang/persistence/stores'
import { Kafka, logLevel, Partitioners } from 'kafkajs'
import { notices, until } from './instances'
import { evidenceOf, folder, openStation } from './rows'
import { nothing } from './transports'

const TOPIC = 'information-network.events'
const GROUP = 'kiosk.listener'
const PAUSE = 20

/** A topic into which something can be put that is no event. */
interface Topic {
  name: string
  open(store: SqliteStore): Promise<{
    transport(): EventTransport
    produce(events: StoredEvent[]): Promise<void>
    /** Behind what was produced, in the partition of that key. */
    spoil(key: string): Promise<void>
    close(): Promise<void>
  }>
}

/** As after a start: what a process has just written it does not read from the file, but for what shared a transaction with a write that was undone. */
const nothingAtHand = (file: StationFile): Promise<void> =>
  file
    .write(() => {
      throw new Error('undone')
    })
    .catch(() => undefined)

const log: Topic = {
  name: "station's log",
  open: async ({ file, log: events }) => ({
    transport: () => new LogTransport(events, PAUSE),
    produce: (some) => file.write(() => events.append(some)),
    spoil: (key) => {
      const spoilt = file.write(() => {
        const [event] = notices(key, 9).slice(-1)
        events.append([event])
        file.run("UPDATE log SET event = '{' WHERE subject = ? AND sequence = 9", key)
      })
      return Promise.all([spoilt, nothingAtHand(file)]).then(() => undefined)
    },
    close: async () => undefined,
  }),
}

const brokers = process.env.TEST_KAFKA_BROKERS?.split(',') as string[]
const kafka: Topic = {
  name: 'Kafka',
  async open() {
    const prefix = `u-${newId()}.`.toLowerCase()
    const made = () => new KafkaTransport({ brokers, clientId: 'test', prefix, sessionTimeout: 3_000, pause: PAUSE }, nothing)
    const maker = made()
    await maker.setup(1)
    const producer = new Kafka({ brokers, logLevel: logLevel.NOTHING }).producer({ createPartitioner: Partitioners.DefaultPartitioner })
    await producer.connect()
    return {
      transport: made,
      produce: (events) => maker.publish(events),
      spoil: async (key) => void (await producer.send({ acks: -1, topic: prefix + TOPIC, messages: [{ key, value: 'hello' }] })),
      async close() {
        await producer.disconnect()
        await maker.close()
      },
    }
  },
}

describe.each(brokers ? [log, kafka] : [log])('what cannot be read on the $name', ({ open }) => {
  let store: SqliteStore
  let topic: Awaited<ReturnType<Topic['open']>>
  let stopped: StoppedPartitions
  let consumer: EventConsumer | undefined
  const taken: string[] = []
  /** Kafka's client speaks too. */
  const told: string[] = []

  beforeEach(async () => {
    taken.length = told.length = 0
    const tell = (...[line]: unknown[]) => void (/^(stopped|passed over|goes on):/.test(String(line)) && told.push(String(line)))
    for (const level of ['error', 'warn', 'log'] as const) jest.spyOn(Logger.prototype, level).mockImplementation(tell)
    store = openStation(folder())
    topic = await open(store)
  })
  afterEach(async () => {
    await consumer?.close()
    await topic.close()
    await store.file.close()
    jest.restoreAllMocks()
  })

  const start = async () => {
    stopped = new StoppedPartitions(store)
    consumer = new EventConsumer(topic.transport(), new SetAsides(store), stopped, store)
    const handle = async ({ subject, sequence }: StoredEvent) => void taken.push(`${subject}/${sequence}`)
    consumer.addHandler('information-network.notice-published', handle as never, true, { group: GROUP, handler: 'Listener' })
    await new Promise<void>((resolve, reject) => consumer?.listen((error) => (error ? reject(error) : resolve())))
  }
  const waiting = async () => (await stopped.list('kiosk', {})).items
  /** More than one turn of the partition that waits. */
  const aWhile = async () => {
    const asked = jest.spyOn(stopped, 'passes')
    await until(() => asked.mock.calls.length > 3)
    asked.mockRestore()
  }

  it('stops its partition alone, is told of once, and is passed over only as an admin says, also the next time', async () => {
    const [first, second] = notices('a', 2)
    await topic.produce([first])
    await topic.spoil('a')
    await topic.produce([second, ...notices('b', 1), ...notices('c', 1), ...notices('d', 1)])
    await start()
    await until(async () => taken.length >= 4 && (await waiting()).length === 1)
    await aWhile()
    expect(taken).not.toContain('a/2')
    const [stop] = await waiting()
    expect(stop).toMatchObject({ group: GROUP, topic: TOPIC, offset: 1, state: 'stopped', since: expect.any(Date) })
    expect(told).toEqual([`stopped: partition ${stop.partition} of ${TOPIC} for ${GROUP} waits at offset 1: ${stop.fault}`])
    await consumer?.settled()

    await stopped.passOver('kiosk', stop.id, { id: 'admin-1' })
    await until(() => taken.includes('a/2'))
    expect(await waiting()).toEqual([])
    expect(told.slice(1)).toEqual([expect.stringMatching(/^passed over: offset 1 .* as the admin admin-1 decided: /)])
    await expect(stopped.passOver('kiosk', stop.id, { id: 'admin-2' })).rejects.toMatchObject({ code: 'not-found' })
  }, 60_000)

  it('stops it again after a restart', async () => {
    await topic.spoil('a')
    await topic.produce(notices('a', 1))
    await start()
    await until(async () => (await waiting()).length === 1)
    await consumer?.close()
    await start()
    await aWhile()
    expect(await waiting()).toHaveLength(1)
    expect(taken).toEqual([])
  }, 60_000)
})

describe("a row of the station's log", () => {
  let store: SqliteStore
  let consumer: EventConsumer
  let stopped: StoppedPartitions
  const taken: string[] = []
  const logged: string[] = []
  beforeEach(() => {
    for (const level of ['error', 'warn', 'log'] as const)
      jest.spyOn(Logger.prototype, level).mockImplementation((...[line]: unknown[]) => void logged.push(String(line)))
    taken.length = logged.length = 0
    store = openStation(folder())
  })
  afterEach(async () => {
    jest.restoreAllMocks()
    await consumer.close()
    await store.file.close()
  })
  const start = async () => {
    stopped = new StoppedPartitions(store)
    consumer = new EventConsumer(new LogTransport(store.log, PAUSE), new SetAsides(store), stopped, store)
    const handle = async ({ subject, sequence }: StoredEvent) => void taken.push(`${subject}/${sequence}`)
    consumer.addHandler('information-network.notice-published', handle as never, true, { group: GROUP, handler: 'Listener' })
    await new Promise<void>((resolve, reject) => consumer.listen((error) => (error ? reject(error) : resolve())))
  }
  const stops = async () => (await stopped.list('kiosk', {})).items

  it.each([
    ['no JSON', "'{'", 'it is not JSON'],
    ['nothing', "'null'", 'it lacks id, type, time, hash, previousHash, correlation, data'],
    ['another event', `replace(event, '停水', '停电')`, 'its content no longer gives its hash'],
    ['bytes', "x'00ff'", 'it is not JSON'],
  ])('that holds %s is named, and its partition goes on by itself once it is right again', async (_, spoilt, fault) => {
    await store.file.write(() => store.log.append([...notices('a', 2), ...notices('b', 1)]))
    const { event: before } = store.file.get<{ event: string }>('SELECT event FROM log WHERE position = 2') as { event: string }
    await store.file.write(() => store.file.run(`UPDATE log SET event = ${spoilt} WHERE position = 2`))
    await nothingAtHand(store.file)
    await start()
    await until(async () => (await stops()).length === 1 && taken.includes('b/1'))
    expect(taken.sort()).toEqual(['a/1', 'b/1'])
    expect(await stops()).toMatchObject([
      { partition: partitionOf('a'), offset: 1, fault: `position 2 of the log, event 2 of /information-network/notices/a: ${fault}` },
    ])
    expect((await evidenceOf(store).verify()).fault?.reason).toMatch(/^event 2 of \/information-network\/notices\/a /)

    await store.file.write(() => store.file.run('UPDATE log SET event = ? WHERE position = 2', before))
    await until(async () => taken.includes('a/2') && (await stops()).length === 0)
    expect(logged.map((line) => line.split(':')[0])).toEqual(['stopped', 'goes on'])
  })

  it('that the disk does not give is named as well', async () => {
    await store.file.write(() => store.log.append([...notices('a', 3), ...notices('b', 1)]))
    await nothingAtHand(store.file)
    const { all } = store.file
    const broken = jest.spyOn(store.file, 'all').mockImplementation(function (this: typeof store.file, sql: string, ...values: unknown[]) {
      const [, partition, from, limit] = values as [string, number, number, number]
      const meetsIt = sql.includes('FROM log WHERE topic') && partition === partitionOf('a') && from <= 1 && from + limit > 1
      if (meetsIt) throw new StoreUnavailable('the store failed: disk I/O error', { code: 'SQLITE_IOERR_READ' })
      return all.call(this, sql, ...values) as never
    })
    await start()
    await until(async () => (await stops()).length === 1 && taken.includes('b/1'))
    expect(taken.sort()).toEqual(['a/1', 'b/1'])
    expect(await stops()).toMatchObject([
      { partition: partitionOf('a'), offset: 1, fault: 'the store cannot read it: the store failed: disk I/O error' },
    ])
    broken.mockRestore()
    await until(() => taken.includes('a/3'))
  })
})
