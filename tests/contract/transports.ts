import { AsyncLocalStorage } from 'node:async_hooks'
import { cpSync } from 'node:fs'
import net from 'node:net'
import { join } from 'node:path'
import { newId } from '@yiwang/domain'
import { type Group, KafkaTransport, type Listener, LogTransport } from '@yiwang/messaging'
import { type Outbox, PARTITIONS, type StoredEvent } from '@yiwang/persistence/stores'
import { Kafka, logLevel } from 'kafkajs'
import { folder, openStation } from './rows'

export const TOPIC = 'information-network.events'
export const GROUP = 'hotline.listener'
const PAUSE = 20

/** A group of one reader. */
export const alone = (name: string, ...topics: string[]): Group => ({ name, readers: [{ name, topics }] })

/** Nothing that cannot be read is passed over, unless the test says so. */
export const listening = (take: Listener['take'], more: Partial<Listener> = {}): Listener => ({
  begin: async () => undefined,
  passes: async () => false,
  take,
  ...more,
})

/** One process that reads for the group. */
export interface Reader {
  leave(): Promise<void>
  /** As after kill -9: no goodbye, and nothing that it still does reaches anyone. */
  crash(): Promise<void>
}

/** One topic with one group of readers, as a contract test sees it. */
export interface Travel {
  /** Resolves once they are stored. */
  produce(events: StoredEvent[]): Promise<void>
  join(listener: Listener): Promise<Reader>
  /** By partition: before this offset everything counts as taken. */
  positions(): Promise<number[]>
  /** Sends the group, which nobody reads for, back to the beginning. */
  rewind(): Promise<void>
  close(): Promise<void>
}

export interface TransportRow {
  name: string
  /** How many processes may read for the group at the same time. */
  readers: number
  /** How many schedules a run of the tests tries, and how many of them side by side. */
  schedules: number
  abreast: number
  open(): Promise<Travel>
}

const log: TransportRow = {
  name: "station's log",
  readers: 1,
  schedules: 60,
  abreast: 1,
  async open() {
    let directory = folder()
    let store = openStation(directory)
    return {
      produce: (events) => store.file.write(() => store.log.append(events)),
      async join(listener) {
        const transport = new LogTransport(store.log, PAUSE)
        await transport.subscribe(alone(GROUP, TOPIC), listener)
        return {
          leave: () => transport.close(),
          async crash() {
            const left = store
            const from = directory
            directory = folder()
            for (const file of ['station.db', 'station.db-wal']) cpSync(join(from, file), join(directory, file))
            store = openStation(directory)
            void transport.close().then(() => left.file.close())
          },
        }
      },
      positions: async () => Array.from({ length: PARTITIONS }, (_, partition) => store.log.next(GROUP, TOPIC, partition)),
      rewind: async () => void (await store.log.rewind(GROUP)),
      close: () => store.file.close(),
    }
  },
}

const brokers = process.env.TEST_KAFKA_BROKERS?.split(',')

/** A process of its own, as far as the broker can see: its connections can be cut, and no new one is let through. */
class Connections {
  private static readonly current = new AsyncLocalStorage<Connections>()
  private readonly sockets = new Set<net.Socket>()
  private cut = false

  static watch(): void {
    const { connect } = net
    jest.spyOn(net, 'connect').mockImplementation(((...args: Parameters<typeof connect>) => {
      const owner = Connections.current.getStore()
      if (owner?.cut) return new net.Socket().destroy(new Error('this process is dead'))
      const socket = connect(...args)
      owner?.sockets.add(socket)
      return socket
    }) as never)
  }

  run = <R>(work: () => R): R => Connections.current.run(this, work)

  end(): void {
    this.cut = true
    for (const socket of this.sockets) socket.destroy()
  }
}

/** Nothing is ever stored to be published. */
export const nothing = { onWritten: () => () => undefined, waiting: async () => [], oldest: async () => undefined } as unknown as Outbox

const kafka: TransportRow = {
  name: 'Kafka',
  readers: 3,
  schedules: 12,
  abreast: 6,
  async open() {
    const prefix = `t-${newId()}.`.toLowerCase()
    const settings = { brokers: brokers as string[], clientId: 'test', prefix, sessionTimeout: 3_000, pause: PAUSE }
    const producer = new KafkaTransport(settings, nothing)
    await producer.setup(1)
    const admin = new Kafka({ ...settings, logLevel: logLevel.NOTHING }).admin()
    await admin.connect()
    const joined: KafkaTransport[] = []
    return {
      // As the relay does.
      produce: (events) => patiently(() => producer.publish(events)),
      async join(listener) {
        const connections = new Connections()
        const transport = connections.run(() => new KafkaTransport(settings, nothing))
        joined.push(transport)
        await connections.run(() => transport.subscribe(alone(GROUP, TOPIC), listener))
        return {
          leave: () => transport.close(),
          async crash() {
            connections.end()
            void transport.close()
          },
        }
      },
      async positions() {
        const answer = await patiently(() => admin.fetchOffsets({ groupId: prefix + GROUP, topics: [prefix + TOPIC] }))
        const next = new Map(answer[0].partitions.map(({ partition, offset }) => [partition, Number(offset)]))
        return Array.from({ length: PARTITIONS }, (_, partition) => Math.max(0, next.get(partition) ?? 0))
      },
      async rewind() {
        // The group counts a reader that died until its session has run out.
        for (let state = ''; state !== 'Empty' && state !== 'Dead'; )
          [{ state }] = (await patiently(() => admin.describeGroups([prefix + GROUP]))).groups
        await patiently(() => producer.rewind(GROUP, [TOPIC]))
      },
      async close() {
        await producer.close()
        await admin.disconnect()
        // What a dead process still tries would outlive the test, and jest fails of it.
        await Promise.all(joined.map(({ ended }) => ended))
      },
    }
  },
}

/** A broker that is only just looking after a group says so once or twice. */
const patiently = async <R>(ask: () => Promise<R>): Promise<R> => {
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (tries === 50) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

if (brokers) Connections.watch()
else
  console.warn('The transport of the distributed row is SKIPPED: no TEST_KAFKA_BROKERS. `npm run test:real` starts the servers and runs everything.')

export const transports: TransportRow[] = brokers ? [log, kafka] : [log]
