import { Module, type Type } from '@nestjs/common'
import { newId } from '@yiwang/domain'
import {
  EventHandlers,
  type EventTransport,
  type Group,
  groupsOf,
  KafkaTransport,
  LogTransport,
  OnEvent,
  type Received,
  SetAsides,
} from '@yiwang/messaging'
import { readingOf, readModelOf, rebuild, stationContent } from '@yiwang/operations'
import { type Collection, InjectCollection, number, schemaOf } from '@yiwang/persistence'
import { collectionsOf, type StoredEvent } from '@yiwang/persistence/stores'
import { type ServicesUnderTest, startServices } from '@yiwang/testing'
import { notices, until } from './instances'
import { folder, openStation } from './rows'
import { alone, listening, nothing, TOPIC } from './transports'

interface Row {
  name: string
  open(): Promise<{ transport(): EventTransport; produce(events: StoredEvent[]): Promise<void>; close(): Promise<unknown> }>
}

const log: Row = {
  name: "station's log",
  async open() {
    const store = openStation(folder())
    return {
      transport: () => new LogTransport(store.log, 20),
      produce: (events) => store.file.write(() => store.log.append(events)),
      close: () => store.file.close(),
    }
  },
}

const brokers = process.env.TEST_KAFKA_BROKERS?.split(',')
const kafka: Row = {
  name: 'Kafka',
  async open() {
    const prefix = `g-${newId()}.`.toLowerCase()
    const made = () => new KafkaTransport({ brokers: brokers as string[], clientId: 'test', prefix, sessionTimeout: 3_000, pause: 20 }, nothing)
    const maker = made()
    await maker.setup(1)
    return { transport: made, produce: (events) => maker.publish(events), close: () => maker.close() }
  },
}
if (!brokers) console.warn('Shared groups on Kafka are SKIPPED: `npm run test:real` starts a broker and runs them.')

const subjects = Array.from({ length: 20 }, (_, n) => `s${n}`)
const [together] = groupsOf(['kiosk.areas', 'kiosk.notices'].map((name) => ({ name, topics: [TOPIC], shared: true })))

describe.each(brokers ? [log, kafka] : [log])('a group of several readers on the $name', ({ open }) => {
  let row: Awaited<ReturnType<Row['open']>>
  const events = subjects.map((subject) => notices(subject, 4))
  /** The events of these sequences, one of each subject after the other. */
  const of = (from: number, to: number) => events.flatMap((some) => some.slice(from - 1, to))

  beforeAll(async () => {
    row = await open()
  })
  afterAll(() => row.close())

  /** What a group takes until it has taken what is there; its process ends afterwards. */
  async function read(group: Group, enough: number): Promise<string[]> {
    // A broker that was only just given a topic may be sent an event twice.
    const taken = new Set<string>()
    const transport = row.transport()
    await transport.subscribe(
      group,
      listening(async ({ event }) => void taken.add(`${event.subject}/${event.sequence}`)),
    )
    await until(() => taken.size >= enough)
    await transport.close()
    return [...taken].sort()
  }
  const namesOf = (some: StoredEvent[]) => some.map(({ subject, sequence }) => `${subject}/${sequence}`).sort()

  it('begins where the one was that is least far, goes on from there, and where another comes to it', async () => {
    await row.produce(of(1, 1))
    expect(await read(alone('kiosk.areas', TOPIC), 20)).toEqual(namesOf(of(1, 1)))
    await row.produce(of(2, 2))
    expect(await read(alone('kiosk.notices', TOPIC), 40)).toEqual(namesOf(of(1, 2)))
    await row.produce(of(3, 3))
    expect(await read(together, 40)).toEqual(namesOf(of(2, 3)))
    await row.produce(of(4, 4))
    expect(await read(together, 20)).toEqual(namesOf(of(4, 4)))
    // One of them alone again: it never was, in that group, beyond the first.
    expect(await read(alone('kiosk.areas', TOPIC), 60)).toEqual(namesOf(of(2, 4)))
    const [more] = groupsOf(['kiosk.areas', 'kiosk.notices', 'kiosk.units'].map((name) => ({ name, topics: [TOPIC], shared: true })))
    expect(await read(more, 80)).toEqual(namesOf(of(1, 4)))
  }, 120_000)
})

interface Kept {
  id: string
  last: number
}
const oneSchema = schemaOf<Kept>('ones', { last: number })
const otherSchema = schemaOf<Kept>('others', { last: number })
let refuse: (sequence: number) => boolean = () => false

/** `shared`: as of today; alone in its group as of a version before. */
function ones(shared: boolean): Type {
  @EventHandlers('kiosk.ones', { shared })
  class OnesHandlers {
    constructor(@InjectCollection(oneSchema) readonly ones: Collection<Kept>) {}

    @OnEvent('information-network.notice-published')
    async keep({ subject, sequence }: Received<'information-network.notice-published'>) {
      if (refuse(sequence)) throw new Error('cannot take this')
      await this.ones.upsert(subject, () => ({ set: { last: sequence } }))
    }
  }
  return OnesHandlers
}

@EventHandlers('kiosk.others', { shared: true })
class OthersHandlers {
  constructor(@InjectCollection(otherSchema) readonly others: Collection<Kept>) {}

  @OnEvent('information-network.notice-published')
  async keep({ subject, sequence }: Received<'information-network.notice-published'>) {
    await this.others.upsert(subject, () => ({ set: { last: sequence } }))
  }
}

const providers = collectionsOf('kiosk', [oneSchema, otherSchema])
@Module({ providers, controllers: [ones(true), OthersHandlers] })
class Together {}
@Module({ providers, controllers: [ones(false)] })
class Before {}

describe('readers of one group', () => {
  let app: ServicesUnderTest
  const services = { kiosk: Together as Type }
  const asides = () => app.get(SetAsides)
  const notice = { noticeId: 'a', title: '停水通知', text: '明日检修', areaCode: '320613004006' }
  const lasts = async () => Promise.all([oneSchema, otherSchema].map(async (schema) => (await app.collection<Kept>(schema).get('a'))?.last))

  beforeEach(async () => {
    refuse = () => false
    services.kiosk = Together
    app = await startServices(services)
  })
  afterEach(() => app.close())

  it('each set aside what it cannot take itself, under its own name, and the others go on', async () => {
    refuse = (sequence) => sequence > 1
    for (let times = 0; times < 3; times++) await app.deliver('information-network.notice-published', notice)
    expect(await lasts()).toEqual([1, 3])
    const [aside, ...more] = (await asides().list('kiosk', {})).items
    expect([aside.group, aside.handler, aside.events.map(({ sequence }) => sequence), more]).toEqual(['kiosk.ones', 'OnesHandlers', [2, 3], []])
  })

  it('take again what they had set aside before they came together', async () => {
    services.kiosk = Before
    await app.restart()
    refuse = (sequence) => sequence > 1
    for (let times = 0; times < 3; times++) await app.deliver('information-network.notice-published', notice)
    services.kiosk = Together
    await app.restart()
    refuse = () => false
    await app.deliver('information-network.notice-published', notice)
    // It waits behind them, since it is known from the start that they wait.
    expect(await lasts()).toEqual([1, 4])
    const [aside] = (await asides().list('kiosk', {})).items
    await asides().replay('kiosk', aside.id)
    expect(await lasts()).toEqual([4, 4])
  })

  it('take nothing once more that comes once more', async () => {
    for (let times = 0; times < 3; times++) await app.deliver('information-network.notice-published', notice)
    await app.redeliverAll()
    expect(await lasts()).toEqual([3, 3])
    for (const schema of [oneSchema, otherSchema]) expect(await app.collection<Kept>(schema).get('a')).toMatchObject({ version: 3 })
  })

  it('read over where the read model of one of them is made anew, and the others keep what they have', async () => {
    for (let times = 0; times < 3; times++) await app.deliver('information-network.notice-published', notice)
    // Where it is stored how far they have come.
    await app.restart()
    const { file, log } = app.store
    const dropped = await rebuild({ documents: stationContent(file).documents, ...readingOf(log) }, readModelOf('kiosk.ones'))
    expect([dropped, await lasts()]).toEqual([1, [undefined, 3]])
    await app.restart()
    await app.settled()
    expect(await lasts()).toEqual([3, 3])
    expect(await app.collection<Kept>(otherSchema).get('a')).toMatchObject({ version: 3 })
  })
})
